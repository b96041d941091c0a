namespace Canopy.Web.Streaming;

/// <summary>
/// Which pages may open a socket here. Browsers send cookies with a WebSocket from any page and know no CORS for it, so the
/// Origin header is all there is to tell our page from another. Clients other than browsers send none.
/// </summary>
internal static class OriginPolicy
{
    public static bool Allows(HttpRequest request, string allowed)
    {
        string? origin = request.Headers.Origin;
        if (string.IsNullOrEmpty(origin))
        {
            return true;
        }

        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri))
        {
            return false;
        }

        // Plain HTTP here says nothing of the page: a proxy that is not known may end TLS in front of us.
        var host = request.Host;
        return ((!request.IsHttps || uri.Scheme == Uri.UriSchemeHttps)
                && string.Equals(uri.Host, host.Host, StringComparison.OrdinalIgnoreCase) && uri.Port == (host.Port ?? DefaultPort(uri)))
            || allowed.Split(',', StringSplitOptions.TrimEntries).Any(a => string.Equals(a.TrimEnd('/'), origin, StringComparison.OrdinalIgnoreCase));
    }

    private static int DefaultPort(Uri origin) => origin.Scheme == Uri.UriSchemeHttps ? 443 : 80;
}
