using Microsoft.Extensions.Logging;

namespace Canopy.ServiceDefaults.Redis;

internal static partial class Log
{
    [LoggerMessage(120, LogLevel.Warning, "Connection to Redis at {Endpoint} ({Kind}) is lost: {Failure}")]
    public static partial void ConnectionLost(this ILogger logger, string? endpoint, string kind, string failure);

    [LoggerMessage(121, LogLevel.Information, "Connection to Redis at {Endpoint} ({Kind}) is back")]
    public static partial void ConnectionRestored(this ILogger logger, string? endpoint, string kind);

    [LoggerMessage(122, LogLevel.Information, "Connected to Redis at {Endpoints}")]
    public static partial void Connected(this ILogger logger, string endpoints);

    [LoggerMessage(123, LogLevel.Warning, "Redis answers new connections, but for {Seconds:0} s not this program's own: it connects anew")]
    public static partial void ConnectsAnew(this ILogger logger, double seconds);

    [LoggerMessage(124, LogLevel.Warning, "Redis at {Endpoints} cannot be reached; it is tried again and again")]
    public static partial void NotConnected(this ILogger logger, string endpoints);
}
