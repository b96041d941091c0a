using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Launching;
using Canopy.Hosting.Logs;
using Canopy.Hosting.Orchestration;
using Canopy.Hosting.Publishing;
using Canopy.Hosting.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Canopy.Hosting.Application;

/// <summary>The services that run an application.</summary>
internal static class HostServices
{
    // Every resource gets its time to end by itself, one level of dependencies after the other.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(90);

    public static void AddTo(HostApplicationBuilder host, DistributedApplicationBuilder application, AppHostInfo info, RunOptions options)
    {
        var services = host.Services;
        services.AddSingleton(info);
        services.AddSingleton(options);
        services.AddSingleton(_ => application.DataFolder);
        services.AddSingleton(application.ExecutionContext);
        services.AddSingleton(application.Eventing);
        services.AddSingleton(new DistributedApplicationModel(application.Resources));
        services.AddSingleton<ResourceLogs>();
        services.AddSingleton(provider => new ResourceNotificationService(provider.GetRequiredService<IOptions<ResourceNotificationServiceOptions>>().Value.DefaultWaitBehavior));

        // At the table somebody can start what failed once more; elsewhere waiting on would be waiting for ever.
        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<ResourceNotificationServiceOptions>>(new ConfigureOptions<ResourceNotificationServiceOptions>(o =>
            o.DefaultWaitBehavior = options.Terminal == TerminalMode.Live ? WaitBehavior.WaitOnResourceUnavailable : WaitBehavior.StopOnResourceUnavailable)));
        services.AddSingleton(provider => new ResourceCommandService(provider));
        services.AddSingleton<ResourceLauncher, ProjectLauncher>();
        services.AddSingleton<ResourceLauncher, RedisLauncher>();
        services.AddSingleton<ResourceLauncher, ContainerLauncher>();
        services.AddSingleton<ResourceLauncher, ExecutableLauncher>();
        services.AddSingleton<ContainerRuntime>();
        services.AddSingleton<Orchestrator>();
        services.AddHealthChecks();
        services.AddHttpClient();
        services.Configure<HostOptions>(o => o.ShutdownTimeout = ShutdownTimeout);

        services.RemoveAll<IHostLifetime>();
        if (options.IsTest)
        {
            services.AddSingleton<EntryPointHold>();
            services.AddSingleton<IHostLifetime, NoLifetime>();
        }
        else
        {
            services.AddSingleton<IHostLifetime, SignalLifetime>();
            services.AddHostedService<ParentWatch>();
        }

        if (options.Operation == DistributedApplicationOperation.Publish)
        {
            PublishServices.AddTo(services, options.Publish);
        }
        else
        {
            // The first to start is the last to stop: the terminal shows the stopping too.
            TerminalServices.AddTo(services, options.Terminal);
            services.AddHostedService<OrchestratorService>();
        }

        // What the AppHost itself logs must not disturb the table: it goes to a file, and warnings to a line of their own.
        host.Logging.ClearProviders();
        host.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        services.AddSingleton<ILoggerProvider, HostLoggerProvider>();
    }
}
