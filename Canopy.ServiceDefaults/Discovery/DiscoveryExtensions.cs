using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Discovery;

internal static class DiscoveryExtensions
{
    public static void AddDiscovery(this IHostApplicationBuilder builder)
    {
        builder.Services.AddTransient<DiscoveryHandler>();
        builder.Services.AddTransient<RetryHandler>();
        builder.Services.ConfigureHttpClientDefaults(http => http
            .AddHttpMessageHandler<RetryHandler>()
            .AddHttpMessageHandler<DiscoveryHandler>());
    }
}
