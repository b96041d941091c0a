using Canopy.ServiceDefaults.Discovery;
using Canopy.ServiceDefaults.Health;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.Hosting;

/// <summary>For programs that do not train themselves.</summary>
public static class BackendCheckExtensions
{
    /// <summary>
    /// Adds the ready check "backend" and sets the mode: demo where CASCOR_DEMO_MODE is set (no check), cascor_backend
    /// where an address is configured (degraded while it is away), else no_backend, which is not ready.
    /// </summary>
    public static TBuilder AddBackendHealthCheck<TBuilder>(this TBuilder builder, string service = "backend")
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddHttpClient(BackendCheck.Client).ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear());
        services.Replace(ServiceDescriptor.Singleton(provider => Mode(provider.GetRequiredService<IConfiguration>(), service)));
        services.AddHealthChecks().Add(new HealthCheckRegistration("backend", provider => Check(provider, service), null, [HealthTags.Ready]));
        return builder;
    }

    private static ProgramMode Mode(IConfiguration configuration, string service)
        => configuration.GetProgramSettings().DemoMode ? ProgramMode.Demo
            : ServiceAddress.Find(configuration, service, "https+http") is null ? ProgramMode.NoBackend
            : ProgramMode.CascorBackend;

    private static IHealthCheck Check(IServiceProvider provider, string service)
    {
        var mode = provider.GetRequiredService<ProgramMode>();
        return mode == ProgramMode.Demo ? new FixedCheck(HealthCheckResult.Healthy("demo mode needs none"))
            : mode == ProgramMode.NoBackend ? new FixedCheck(HealthCheckResult.Unhealthy("none: set CASCOR_BACKEND_URL, or CASCOR_DEMO_MODE=1"))
            : new BackendCheck(
                provider.GetRequiredService<IHttpClientFactory>(),
                ServiceAddress.Find(provider.GetRequiredService<IConfiguration>(), service, "https+http")!);
    }

    private sealed class FixedCheck(HealthCheckResult result) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
            => Task.FromResult(result);
    }
}
