using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Metrics;

internal static class MetricsApi
{
    public static void AddMetricsPage(this IHostApplicationBuilder builder) => _ = builder;

    public static void MapMetrics(this IEndpointRouteBuilder endpoints) => _ = endpoints;
}
