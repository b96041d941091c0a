using Microsoft.Extensions.Logging;

namespace Canopy.ServiceDefaults.Shutdown;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "{Program} started ({Environment}, content {ContentRoot})")]
    public static partial void Started(this ILogger logger, string program, string environment, string contentRoot);

    [LoggerMessage(101, LogLevel.Information, "Stopping because of {Reason}; not ready from now on, stopped after a notice of {NoticeSeconds} s")]
    public static partial void Stopping(this ILogger logger, string reason, double noticeSeconds);
}
