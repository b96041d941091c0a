using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Canopy.ServiceDefaults.Telemetry;

internal static partial class Log
{
    [LoggerMessage(110, LogLevel.Debug, "{Method} {Path} {Status} in {Milliseconds:0.0} ms")]
    public static partial void Answered(this ILogger logger, string method, PathString path, int status, double milliseconds);

    [LoggerMessage(111, LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds:0.0} ms, asked for by {Client}")]
    public static partial void Refused(this ILogger logger, string method, PathString path, int status, double milliseconds, IPAddress? client);

    [LoggerMessage(112, LogLevel.Warning, "{Method} {Path} {Status} in {Milliseconds:0.0} ms")]
    public static partial void Failed(this ILogger logger, string method, PathString path, int status, double milliseconds);
}
