using Canopy.ServiceDefaults.Info;
using Canopy.ServiceDefaults.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

namespace Canopy.ServiceDefaults.Metrics;

/// <summary>GET /metrics for scrapers (docs/decisions/0014).</summary>
internal static class MetricsApi
{
    public static void AddMetricsPage(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MetricsPage>();
        builder.Services.ConfigureOpenTelemetryMeterProvider((services, metrics) =>
        {
            // Where nobody could ask, nothing need be counted.
            if (services.GetRequiredService<ManagementPort>().IsUsed)
            {
                metrics.AddReader(new BaseExportingMetricReader(services.GetRequiredService<MetricsPage>()));
            }
        });
    }

    public static void MapMetrics(this IEndpointRouteBuilder endpoints)
    {
        if (!endpoints.ServiceProvider.GetRequiredService<ManagementPort>().IsUsed)
        {
            // What else might answer here (a page for every address) must not.
            endpoints.MapGet("/metrics", () => TypedResults.NotFound()).AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
            return;
        }

        endpoints.MapGet("/metrics", WriteAsync)
            .OnManagementPort()
            .AllowAnonymous()
            .DisableHttpMetrics()
            .ExcludeFromDescription();
    }

    private static async Task WriteAsync(MetricsPage page, ProgramInfo info, HttpContext http)
    {
        var format = ExpositionFormat.For(http.Request);
        var body = page.Read(format, info);
        http.Response.ContentType = format.ContentType;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept";
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
