namespace Canopy.ServiceDefaults.Health;

/// <summary>The routes that machines ask all the time: no trace, no request log, open on the management port.</summary>
internal static class ProbeEndpoint
{
    private static readonly string[] Paths = ["/healthz", "/alive", "/readyz", "/ready", "/health", "/api/health", "/info", "/metrics"];

    /// <summary>By path, because spans and logs begin before a route is chosen.</summary>
    public static bool Matches(string? path) => path is not null && Paths.Contains(path.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);
}
