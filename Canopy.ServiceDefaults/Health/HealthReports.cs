using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.ServiceDefaults.Health;

/// <summary>Asks the checks, within a bound, under names that people know.</summary>
internal sealed class HealthReports(HealthCheckService health, HealthHistory history)
{
    /// <summary>Over the limit of a single check, under that of a readiness probe.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2.5);

    /// <param name="tag">Which checks; null for all.</param>
    public async Task<HealthReport> AskAsync(string? tag, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            var report = await health
                .CheckHealthAsync(check => tag is null || check.Tags.Contains(tag), http.RequestAborted)
                .WaitAsync(Limit, http.RequestAborted);
            history.Note(report);
            return report;
        }
        catch (TimeoutException)
        {
            // A check that does not honour its own limit must not hold a probe.
            var entry = new HealthReportEntry(HealthStatus.Unhealthy, $"a check took longer than {Limit.TotalSeconds:0.#} s", Limit, null, null);
            return new HealthReport(new Dictionary<string, HealthReportEntry> { ["checks"] = entry }, Limit);
        }
    }
}
