using Canopy.ServiceDefaults.Discovery;
using Canopy.ServiceDefaults.Health;
using Canopy.ServiceDefaults.Info;
using Canopy.ServiceDefaults.Management;
using Canopy.ServiceDefaults.Metrics;
using Canopy.ServiceDefaults.Problems;
using Canopy.ServiceDefaults.Proxies;
using Canopy.ServiceDefaults.Security;
using Canopy.ServiceDefaults.Shutdown;
using Canopy.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every Canopy program has in common, under the names of Aspire's template.</summary>
public static class Extensions
{
    /// <summary>Adds settings, telemetry, health, metrics, graceful shutdown, discovery, problem details, and who may do what.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddProgramSettings();
        builder.AddKnownProxies();
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        builder.AddProgramLifetime();
        builder.AddManagementPort();
        builder.AddProgramInfo();
        builder.AddMetricsPage();
        builder.AddDiscovery();
        builder.AddProblems();
        builder.AddSecurity();
        return builder;
    }

    /// <summary>Sends traces, metrics and logs by OTLP when OTEL_EXPORTER_OTLP_ENDPOINT is set.</summary>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        return builder;
    }

    /// <summary>Adds the checks "self" and "loops" (tag live) and "app" (tag ready).</summary>
    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddHealth();
        return builder;
    }

    /// <summary>
    /// Maps the health routes, /info and /metrics, in production too: probes need them there. From here on what an endpoint throws
    /// becomes problem details, and a route that says nothing of its own needs a viewer for reading and an operator for all else.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        // Now, so that it hears every measurement; the host would make it only when it starts.
        app.Services.GetRequiredService<MeterProvider>();
        // Inside of the developer's exception page, so that a client sees the same problem in every environment.
        app.UseExceptionHandler();
        app.UseRouting();
        app.UseSecurity();
        app.MapHealth();
        app.MapInfo();
        app.MapMetrics();
        return app;
    }
}
