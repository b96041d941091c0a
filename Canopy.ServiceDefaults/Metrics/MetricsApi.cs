using System.Buffers;
using Canopy.ServiceDefaults.Info;
using Canopy.ServiceDefaults.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Metrics;

/// <summary>GET /metrics for scrapers.</summary>
internal static class MetricsApi
{
    public static void AddMetricsPage(this IHostApplicationBuilder builder)
    {
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<MetricsCollector>();
    }

    public static void MapMetrics(this IEndpointRouteBuilder endpoints)
    {
        if (!endpoints.ServiceProvider.GetRequiredService<ManagementPort>().IsUsed)
        {
            // Nobody could ask, so nothing need be counted; what else might answer here (a page for every address) must not.
            endpoints.MapGet("/metrics", () => TypedResults.NotFound()).AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
            return;
        }

        // Now, so that it hears everything from the start on.
        endpoints.ServiceProvider.GetRequiredService<MetricsCollector>();
        endpoints.MapGet("/metrics", WriteAsync)
            .OnManagementPort()
            .AllowAnonymous()
            .DisableHttpMetrics()
            .ExcludeFromDescription();
    }

    private static async Task WriteAsync(MetricsCollector collector, ProgramInfo info, HttpContext http)
    {
        var format = ExpositionFormat.For(http.Request);
        var page = new ArrayBufferWriter<byte>(32 * 1024);
        var writer = new ExpositionWriter(page, format);
        writer.WriteTarget(About(info));
        collector.Collect(families =>
        {
            foreach (var family in families)
            {
                writer.Write(family);
            }
        });
        writer.End();
        http.Response.ContentType = format.ContentType;
        http.Response.ContentLength = page.WrittenCount;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept";
        await http.Response.Body.WriteAsync(page.WrittenMemory, http.RequestAborted);
    }

    private static TagSet About(ProgramInfo info) => new([
        KeyValuePair.Create("service.name", (object?)info.Name),
        KeyValuePair.Create("service.version", (object?)info.Version),
        KeyValuePair.Create("k8s.pod.name", (object?)info.PodName),
        KeyValuePair.Create("k8s.namespace.name", (object?)info.PodNamespace),
    ]);
}
