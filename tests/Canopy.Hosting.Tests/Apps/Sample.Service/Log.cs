namespace Sample.Service;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The sample has something to say.")]
    public static partial void SomethingToSay(ILogger logger);
}
