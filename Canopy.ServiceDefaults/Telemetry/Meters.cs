using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Canopy.ServiceDefaults.Telemetry;

/// <summary>What leaves the program as metrics, by OTLP and by /metrics alike.</summary>
internal static class Meters
{
    /// <summary>More series of one name than this are one: a tag that never repeats must not fill the memory.</summary>
    private const int MaxSeries = 500;

    public static void AddMeters(this MeterProviderBuilder metrics) => metrics
        .AddMeter("Canopy.*")
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddRuntimeInstrumentation();

    public static void Bound(IServiceProvider services, MeterProviderBuilder metrics)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        var bounded = new MetricStreamConfiguration { CardinalityLimit = MaxSeries };
        // Meters of another host in this process, as in tests, are none of ours.
        metrics.AddView(instrument => instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, factory)
            ? bounded
            : MetricStreamConfiguration.Drop);
    }
}
