namespace Canopy.ServiceDefaults.Health;

/// <summary>Marks routes that machines ask all the time: no trace, no request log, open on the management port.</summary>
internal sealed class ProbeEndpoint
{
    public static readonly ProbeEndpoint Instance = new();

    private static readonly string[] Paths = ["/healthz", "/alive", "/readyz", "/ready", "/health", "/api/health", "/info", "/metrics"];

    private ProbeEndpoint()
    {
    }

    /// <summary>By path, because spans and logs begin before a route is chosen.</summary>
    public static bool Matches(string? path) => path is not null && Paths.Contains(path.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);
}
