namespace Canopy.Web.Backend;

internal static partial class Log
{
    [LoggerMessage(2201, LogLevel.Warning, "The backend cannot be reached for {Method} {Path}")]
    public static partial void BackendNotReached(ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(2202, LogLevel.Warning, "The backend did not answer {Method} {Path}")]
    public static partial void BackendSilent(ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(2203, LogLevel.Information, "Asking again for {Method} {Path} after attempt {Attempt}: {Reason}")]
    public static partial void AskingAgain(ILogger logger, HttpMethod method, string? path, int attempt, string reason);
}
