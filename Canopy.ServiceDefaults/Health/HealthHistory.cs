using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Canopy.ServiceDefaults.Health;

/// <summary>Writes a check's status to the log when it changes, not with every probe, and shows the newest as a metric.</summary>
internal sealed class HealthHistory
{
    private readonly ConcurrentDictionary<string, HealthStatus> _newest = new(StringComparer.Ordinal);
    private readonly ILogger _logger;

    public HealthHistory(ILogger<HealthHistory> logger, IMeterFactory meters)
    {
        _logger = logger;
        meters.Create("Canopy.ServiceDefaults").CreateObservableGauge(
            "canopy.health.check",
            () => _newest.Select(check => new Measurement<double>((int)check.Value / 2.0, KeyValuePair.Create("check", (object?)check.Key))),
            description: "Newest status of each health check: 1 healthy, 0.5 degraded, 0 unhealthy.");
    }

    public void Note(HealthReport report)
    {
        foreach (var (name, entry) in report.Entries)
        {
            // Healthy from the first is no news.
            var before = HealthStatus.Healthy;
            _newest.AddOrUpdate(name, entry.Status, (_, known) =>
            {
                before = known;
                return entry.Status;
            });
            if (before == entry.Status)
            {
                continue;
            }

            if (entry.Status == HealthStatus.Healthy)
            {
                _logger.Recovered(name);
            }
            else
            {
                _logger.Worsened(name, entry.Status, string.Join(": ", new[] { entry.Description, entry.Exception?.GetBaseException().Message }.OfType<string>().Distinct()));
            }
        }
    }
}
