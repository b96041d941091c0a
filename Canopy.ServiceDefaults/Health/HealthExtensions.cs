using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Health;

internal static class HealthExtensions
{
    /// <summary>A check has this long unless it says otherwise; a readiness probe waits 3 s.</summary>
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(2);

    public static void AddHealth(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Heartbeats>();
        services.AddSingleton<HealthHistory>();
        services.AddSingleton<HealthReports>();
        services.TryAddSingleton(provider => provider.GetRequiredService<IConfiguration>().GetProgramSettings().DemoMode
            ? ProgramMode.Demo
            : ProgramMode.CascorBackend);
        services.AddHealthChecks()
            .AddCheck("self", () => HealthCheckResult.Healthy(), [HealthTags.Live])
            .Add(new HealthCheckRegistration("loops", s => s.GetRequiredService<Heartbeats>(), null, [HealthTags.Live]))
            .AddCheck<AppCheck>("app", tags: [HealthTags.Ready]);
        services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var check in options.Registrations)
            {
                if (check.Timeout == Timeout.InfiniteTimeSpan)
                {
                    check.Timeout = CheckLimit;
                }
            }
        });
    }
}
