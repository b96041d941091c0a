using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>What an error of Redis means for a program: unhealthy, or degraded where everything can still be read.</summary>
internal sealed record RedisRefusal(HealthStatus Status, string Words)
{
    public static RedisRefusal Of(string message) => message.Split(' ', 2)[0] switch
    {
        "LOADING" => new(HealthStatus.Unhealthy, "it still loads its data (LOADING)"),
        "NOAUTH" => new(HealthStatus.Unhealthy, "it wants a password and got none: set REDIS_PASSWORD (NOAUTH)"),
        "WRONGPASS" => new(HealthStatus.Unhealthy, "it refuses the password (WRONGPASS)"),
        "NOPERM" => new(HealthStatus.Unhealthy, "the account may not do what is needed (NOPERM)"),
        "BUSY" => new(HealthStatus.Unhealthy, "it is busy with one long script (BUSY)"),
        "MASTERDOWN" => new(HealthStatus.Unhealthy, "it is a replica that has lost its primary (MASTERDOWN)"),
        "OOM" => new(HealthStatus.Degraded, "it is full and refuses writes (OOM)"),
        "READONLY" => new(HealthStatus.Degraded, "it is a replica and refuses writes (READONLY)"),
        "MISCONF" => new(HealthStatus.Degraded, "it cannot save to its disk and refuses writes (MISCONF)"),
        "NOREPLICAS" => new(HealthStatus.Degraded, "it has too few replicas and refuses writes (NOREPLICAS)"),
        _ when message.StartsWith("ERR max number of clients", StringComparison.Ordinal)
            => new(HealthStatus.Unhealthy, "it takes no more connections (maxclients)"),
        _ => new(HealthStatus.Unhealthy, $"it answers '{message}'"),
    };
}
