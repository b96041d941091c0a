using Canopy.Contracts;

namespace Canopy.Web.Control;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Error, "Command {Command} for run {RunId} failed")]
    public static partial void CommandFailed(ILogger logger, string runId, RunCommandKind command, Exception exception);
}
