using System.Globalization;
using System.Text.RegularExpressions;

namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>
/// An Ingress' annotations as ingress-nginx understands them, with its defaults
/// (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/). One that is not known here is an
/// error: what is written into the manifest is then either tested or not written.
/// </summary>
internal sealed class NginxAnnotations
{
    private const string Prefix = "nginx.ingress.kubernetes.io/";
    private readonly Dictionary<string, string> _left;

    public NginxAnnotations(IngressObject ingress)
    {
        _left = ingress.Annotations
            .Where(a => a.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(a => a.Key[Prefix.Length..], a => a.Value);
        // Not nginx's, but cert-manager's.
        var foreign = ingress.Annotations.Keys.Where(k => !k.StartsWith(Prefix, StringComparison.Ordinal) && k != "cert-manager.io/cluster-issuer");
        Reject(foreign);

        SslRedirect = Flag("ssl-redirect", true);
        HttpVersion = Matching("proxy-http-version", "1.1", "1.1");
        ConnectSeconds = Number("proxy-connect-timeout", 5);
        SendSeconds = Number("proxy-send-timeout", 60);
        ReadSeconds = Number("proxy-read-timeout", 60);
        BodySize = Matching("proxy-body-size", "1m", "[0-9]+[kmg]?");
        NextUpstream = Matching("proxy-next-upstream", "error timeout", "(error|timeout|http_50[0234]|http_429| )+");
        // Removed from the controller years ago: upgrades are always passed on. The name must be the service's all the same.
        Assert.Equal(ingress.Service, Matching("websocket-services", ingress.Service, ".+"));
        RequestsPerSecond = Number("limit-rps", 0);
        BurstMultiplier = Number("limit-burst-multiplier", 5);
        HasAffinity = Matching("affinity", "", "cookie") == "cookie";
        Matching("affinity-mode", "balanced", "balanced|persistent");
        CookieName = Matching("session-cookie-name", "INGRESSCOOKIE", "[A-Za-z0-9_-]+");
        CookieSeconds = Number("session-cookie-max-age", 0);
        CookieSameSite = Matching("session-cookie-samesite", "", "None|Lax|Strict");
        Assert.True(Flag("session-cookie-secure", true), "the cookie would be sent over plain HTTP");
        CookieChangesOnFailure = Flag("session-cookie-change-on-failure", false);
        HasCors = Flag("enable-cors", false);
        CorsOrigins = [.. Matching("cors-allow-origin", "*", ".+").Split(',', StringSplitOptions.TrimEntries)];
        CorsCredentials = Flag("cors-allow-credentials", true);
        CorsMethods = Matching("cors-allow-methods", "GET, PUT, POST, DELETE, PATCH, OPTIONS", "[A-Z, ]+");
        CorsHeaders = Matching("cors-allow-headers", "DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization", "[A-Za-z, -]+");
        Reject(_left.Keys);
    }

    public bool SslRedirect { get; }

    public string HttpVersion { get; }

    public int ConnectSeconds { get; }

    public int SendSeconds { get; }

    public int ReadSeconds { get; }

    public string BodySize { get; }

    public string NextUpstream { get; }

    /// <summary>0: without limit.</summary>
    public int RequestsPerSecond { get; }

    public int BurstMultiplier { get; }

    public bool HasAffinity { get; }

    public string CookieName { get; }

    public int CookieSeconds { get; }

    public string CookieSameSite { get; }

    public bool CookieChangesOnFailure { get; }

    public bool HasCors { get; }

    public IReadOnlyList<string> CorsOrigins { get; }

    public bool CorsCredentials { get; }

    public string CorsMethods { get; }

    public string CorsHeaders { get; }

    private static void Reject(IEnumerable<string> names)
    {
        if (names.ToList() is [var first, ..])
        {
            throw new NotSupportedException($"The annotation {first} has no counterpart in the tests' nginx: teach NginxAnnotations what it does.");
        }
    }

    private bool Flag(string name, bool otherwise) => Matching(name, otherwise ? "true" : "false", "true|false") == "true";

    private int Number(string name, int otherwise)
        => int.Parse(Matching(name, otherwise.ToString(CultureInfo.InvariantCulture), "[0-9]+"), CultureInfo.InvariantCulture);

    private string Matching(string name, string otherwise, string pattern)
    {
        if (!_left.Remove(name, out var value))
        {
            return otherwise;
        }

        // Neither may it end a directive.
        return Regex.IsMatch(value, $"^({pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1)) && value.IndexOfAny([';', '{', '}', '"', '\n']) < 0
            ? value
            : throw new NotSupportedException($"The annotation {name} is '{value}'; accepted: {pattern}");
    }
}
