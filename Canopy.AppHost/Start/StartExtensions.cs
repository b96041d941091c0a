using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Canopy.AppHost.Start;

/// <summary>Looks before anything is started whether something can be.</summary>
/// <returns>The problem and what helps, in one line; null where all is well.</returns>
internal delegate Task<string?> StartCheck(CancellationToken cancellationToken);

internal static class StartExtensions
{
    public static void AddStartCheck(this IDistributedApplicationBuilder builder, StartCheck check) => builder.Services.AddSingleton(check);

    /// <summary>Builds and runs the application. A start that fails is one line for each cause on standard error.</summary>
    /// <returns>The exit code: 0, or 1 where nothing could be started, or a step of publishing failed.</returns>
    public static async Task<int> RunToEndAsync(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Services.AddSingleton(Console.Out);
            builder.Services.AddSingleton<StartReport>();
            // First: Aspire's own service starts only when every resource has what it waits for.
            builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => services.GetRequiredService<StartReport>()));
            // It would tell again, with stack traces, what the report tells.
            builder.Services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None));
        }

        await using var app = builder.Build();
        if (builder.ExecutionContext.IsRunMode && await FindProblemsAsync(app.Services) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync($"canopy: {problem}");
            }

            return 1;
        }

        var report = app.Services.GetService<StartReport>();
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (report is { Failed: true })
        {
            // Ended in the middle of its start.
        }
        catch (DistributedApplicationException exception)
        {
            await Console.Error.WriteLineAsync($"canopy: {exception.Message}");
            return 1;
        }

        // A step that failed has been logged, and does not end RunAsync with an exception.
        var failed = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true })
            || report is { Failed: true };
        return failed ? 1 : 0;
    }

    private static async Task<IReadOnlyList<string>> FindProblemsAsync(IServiceProvider services)
    {
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        List<string> problems = [];
        foreach (var check in services.GetServices<StartCheck>())
        {
            if (await check(stopping) is { } problem)
            {
                problems.Add(problem);
            }
        }

        // Last, because it may wait.
        return problems.Count > 0
            ? problems
            : await PortCheck.FindProblemsAsync(services.GetRequiredService<DistributedApplicationModel>(), services.GetRequiredService<IConfiguration>(), stopping);
    }
}
