using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Canopy.ServiceDefaults.Health;

internal static partial class Log
{
    [LoggerMessage(130, LogLevel.Warning, "Health check {Check} is {Status}: {Reason}")]
    public static partial void Worsened(this ILogger logger, string check, HealthStatus status, string reason);

    [LoggerMessage(131, LogLevel.Information, "Health check {Check} is healthy again")]
    public static partial void Recovered(this ILogger logger, string check);
}
