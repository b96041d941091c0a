namespace Canopy.Web.Backend;

/// <summary>Connections to backends, none of which outlives the backend that it leads to.</summary>
internal static class BackendConnections
{
    /// <summary>A pod that was killed answers nothing, not even no.</summary>
    public static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Shorter than a pod goes on after it has left the service's endpoints (preStop in deploy/): whatever connection leads to it is
    /// given up before it stops.
    /// </summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = ConnectLimit,
        PooledConnectionLifetime = Lifetime,
        PooledConnectionIdleTimeout = Lifetime,
    };
}
