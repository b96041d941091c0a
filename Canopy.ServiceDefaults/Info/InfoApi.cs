using System.Runtime.InteropServices;
using Canopy.ServiceDefaults.Health;
using Canopy.ServiceDefaults.Management;
using Canopy.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Info;

/// <summary>GET /info: what runs here, since when, and what went wrong last.</summary>
internal static class InfoApi
{
    public static void AddProgramInfo(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProgramInfo>();
        builder.Services.AddSingleton<LastError>();
        builder.Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<LastError>());
    }

    public static void MapInfo(this IEndpointRouteBuilder endpoints)
    {
        // From the start, not from the first question: it holds the start time.
        endpoints.ServiceProvider.GetRequiredService<ProgramInfo>();
        endpoints.MapGet("/info", InfoAsync)
            .OnManagementPort()
            .AllowAnonymous()
            .DisableHttpMetrics()
            .ExcludeFromDescription();
    }

    private static async Task<JsonHttpResult<InfoBody>> InfoAsync(
        ProgramInfo info, ProgramMode mode, LastError errors, IOptions<ProgramSettings> settings, IHostEnvironment environment,
        IHostApplicationLifetime lifetime, HealthReports health, HttpContext http)
    {
        var report = await health.AskAsync(HealthTags.Ready, http);
        return TypedResults.Json(
            new InfoBody(
                info.Name,
                info.Version,
                info.Commit,
                info.BuildDate,
                settings.Value.Environment ?? environment.EnvironmentName,
                mode.Name,
                new PodBody(info.PodName, info.PodNamespace),
                RuntimeInformation.FrameworkDescription,
                Environment.ProcessorCount,
                info.StartedAt,
                info.Uptime.TotalSeconds,
                lifetime.ApplicationStarted.IsCancellationRequested,
                report.Status != HealthStatus.Unhealthy,
                errors.Count,
                errors.Newest),
            InfoJson.Default.InfoBody);
    }
}
