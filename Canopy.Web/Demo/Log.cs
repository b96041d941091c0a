namespace Canopy.Web.Demo;

internal static partial class Log
{
    [LoggerMessage(2301, LogLevel.Warning, "The demonstration run could not be created")]
    public static partial void NoDemoRun(ILogger logger, Exception exception);
}
