using Canopy.ServiceDefaults.Info;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.ServiceDefaults.Health;

/// <summary>The routes that probes, balancers and people ask.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var probes = endpoints.MapGroup("").AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
        probes.MapGet("/healthz", LiveAsync);
        probes.MapGet("/alive", LiveAsync);
        probes.MapGet("/readyz", ReadyAsync);
        probes.MapGet("/ready", ReadyAsync);
        probes.MapGet("/health", SummaryAsync);
        probes.MapGet("/api/health", SummaryAsync);
    }

    private static async Task<JsonHttpResult<LiveBody>> LiveAsync(HealthReports health, HttpContext http)
    {
        var report = await health.AskAsync(HealthTags.Live, http);
        return report.Status == HealthStatus.Unhealthy
            ? Json(new LiveBody("unhealthy", Checks(report)), HealthJson.Default.LiveBody, StatusCodes.Status503ServiceUnavailable)
            : Json(new LiveBody("ok"), HealthJson.Default.LiveBody, StatusCodes.Status200OK);
    }

    private static async Task<JsonHttpResult<ReadyBody>> ReadyAsync(HealthReports health, ProgramMode mode, HttpContext http)
    {
        var report = await health.AskAsync(HealthTags.Ready, http);
        var checks = Checks(report);
        var status = report.Status switch
        {
            HealthStatus.Healthy => "ready",
            HealthStatus.Degraded => "degraded",
            _ => "not_ready",
        };
        return Json(
            new ReadyBody(status, mode.Name, Field("app"), Field("redis"), Field("backend"), checks),
            HealthJson.Default.ReadyBody,
            StatusCode(report));

        string Field(string name) => checks.TryGetValue(name, out var check) ? check.Status : "not_configured";
    }

    private static async Task<JsonHttpResult<SummaryBody>> SummaryAsync(
        HealthReports health, ProgramMode mode, ProgramInfo info, IEnumerable<HealthFact> facts, TimeProvider time, HttpContext http)
    {
        var report = await health.AskAsync(tag: null, http);
        return Json(
            new SummaryBody(
                Word(report.Status),
                time.GetUtcNow(),
                info.Name,
                info.Version,
                info.Uptime.TotalSeconds,
                mode.Name,
                mode == ProgramMode.Demo,
                Checks(report))
            {
                Facts = facts.ToDictionary(fact => fact.Name, fact => fact.Value(http.RequestServices)),
            },
            HealthJson.Default.SummaryBody,
            StatusCode(report));
    }

    private static JsonHttpResult<T> Json<T>(T body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, int status)
        => TypedResults.Json(body, type, statusCode: status);

    private static int StatusCode(HealthReport report)
        => report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;

    private static SortedDictionary<string, CheckBody> Checks(HealthReport report)
    {
        var checks = new SortedDictionary<string, CheckBody>(StringComparer.Ordinal);
        foreach (var (name, entry) in report.Entries)
        {
            checks[name] = new CheckBody(Word(entry.Status), Message(entry), Math.Round(entry.Duration.TotalMilliseconds, 2));
        }

        return checks;
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };

    // An exception's text may name hosts or users; whoever wants it finds it in the log.
    private static string? Message(HealthReportEntry entry)
        => entry.Exception is { } exception && (entry.Description is null || entry.Description == exception.Message)
            ? exception.GetType().Name
            : entry.Description;
}
