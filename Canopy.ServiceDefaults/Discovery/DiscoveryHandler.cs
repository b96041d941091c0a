using Microsoft.Extensions.Configuration;

namespace Canopy.ServiceDefaults.Discovery;

/// <summary>Lets clients say http://backend: the host is replaced by an address of that service, one after the other.</summary>
internal sealed class DiscoveryHandler(IConfiguration configuration) : DelegatingHandler
{
    private static int _turn;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A name with a dot or a port is an address already.
        if (request.RequestUri is { IsAbsoluteUri: true, IsDefaultPort: true } uri && !uri.Host.Contains('.', StringComparison.Ordinal)
            && ServiceAddress.FindAll(configuration, uri.Host, uri.Scheme) is { Count: > 0 } found)
        {
            var chosen = found[(int)((uint)Interlocked.Increment(ref _turn) % (uint)found.Count)];
            request.RequestUri = new UriBuilder(uri) { Scheme = chosen.Scheme, Host = chosen.Host, Port = chosen.Port }.Uri;
        }

        return base.SendAsync(request, cancellationToken);
    }
}
