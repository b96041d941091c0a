using Canopy.Contracts;
using Canopy.ServiceDefaults.Health;
using Canopy.ServiceDefaults.Settings;
using Canopy.Web.Streaming;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Canopy.Web.Status;

/// <summary><c>GET /v1/system</c>: for the page's connection badge.</summary>
internal static class SystemApi
{
    public static IHostApplicationBuilder AddSystem(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SystemProbe>();
        return builder;
    }

    public static IEndpointRouteBuilder MapSystem(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/system", DescribeAsync).WithName("GetSystem").WithSummary("Where training happens and what answers");
        return routes;
    }

    private static async Task<JsonHttpResult<SystemStatus>> DescribeAsync(
        SystemProbe probe, ProgramMode mode, ConnectionFrames frames, IOptions<ProgramSettings> program, HttpContext context)
    {
        var entries = (await probe.AskAsync(context.RequestAborted)).Entries;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            new SystemStatus
            {
                Mode = mode.Name,
                Version = ConnectionFrames.Version,
                ServerInstanceId = frames.ServerInstanceId,
                ReadOnly = program.Value.ReadOnly,
                Backend = Dependency(entries, "backend"),
                Redis = Dependency(entries, "redis"),
            },
            ContractsJson.Default.SystemStatus);
    }

    private static DependencyStatus Dependency(IReadOnlyDictionary<string, HealthReportEntry> entries, string name)
        => entries.TryGetValue(name, out var entry)
            ? new DependencyStatus(entry.Status == HealthStatus.Healthy ? "up" : "down", Math.Round(entry.Duration.TotalMilliseconds, 1))
            : new DependencyStatus("not_configured", null);
}
