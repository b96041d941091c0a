using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Proxies;

/// <summary>
/// Behind a proxy the connection is the proxy's. What it says of the client in X-Forwarded-For, -Proto and -Host is taken
/// from the proxies of CANOPY_KNOWN_PROXIES alone: anybody can send these headers.
/// </summary>
internal static class ProxyExtensions
{
    /// <summary>ASPNETCORE_FORWARDEDHEADERS_ENABLED, as the host's configuration has it.</summary>
    private const string FrameworkKey = "FORWARDEDHEADERS_ENABLED";

    /// <summary>To be added first: whatever follows shall see the client.</summary>
    public static void AddKnownProxies(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<ProxySettings>();
        builder.Services.AddTransient<IStartupFilter, ProxiesFirst>();
        // After everybody else: the framework's own switch empties these lists, and empty ones let anybody speak.
        builder.Services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<ProxySettings>>(Trust);
    }

    private static void Trust(ForwardedHeadersOptions options, IOptions<ProxySettings> settings)
    {
        var proxies = settings.Value.KnownProxies;
        options.ForwardedHeaders = proxies.Length == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        // From proxy to proxy, as far back as they are known: the first that is not is the client.
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in proxies)
        {
            if (NetworksAttribute.TryParse(text, out var network))
            {
                options.KnownIPNetworks.Add(network.Value);
            }
        }
    }

    private sealed class ProxiesFirst(IConfiguration configuration, IOptions<ProxySettings> settings, ILogger<ProxySettings> logger) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            if (settings.Value.KnownProxies.Length == 0 && string.Equals(configuration[FrameworkKey], "true", StringComparison.OrdinalIgnoreCase))
            {
                logger.NobodyIsKnown();
            }

            // Where the framework's switch has added it already, this adds nothing: headers are read once.
            app.UseForwardedHeaders();
            next(app);
        };
    }
}
