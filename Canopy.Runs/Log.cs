using Canopy.Runs.Storage;
using Microsoft.Extensions.Logging;

namespace Canopy.Runs;

internal static partial class Log
{
    /// <summary>Every line until the end has the run's id as run_id, whatever its text.</summary>
    public static IDisposable? BeginRun(this ILogger logger, string runId)
        => logger.BeginScope(new KeyValuePair<string, object?>[] { new("run_id", runId) });

    [LoggerMessage(1000, LogLevel.Information, "Run {RunId}: claimed with token {Token}, from epoch {Epoch} (log: epoch {LoggedEpoch}, entry {Head})")]
    public static partial void Claimed(this ILogger logger, string runId, long token, long epoch, long loggedEpoch, long head);

    [LoggerMessage(1001, LogLevel.Information, "Run {RunId}: {Status} at epoch {Epoch} with {HiddenUnits} hidden units ({Cause})")]
    public static partial void Ended(this ILogger logger, string runId, Canopy.Contracts.RunStatus status, long epoch, int hiddenUnits, string cause);

    [LoggerMessage(1002, LogLevel.Information, "Run {RunId}: checkpointed at epoch {Epoch} and left to its next owner")]
    public static partial void LeftBehind(this ILogger logger, string runId, long epoch);

    [LoggerMessage(1003, LogLevel.Warning, "Run {RunId}: the store refused entry {Seq} ({Outcome}); this process no longer owns the run and stops training it")]
    public static partial void StaleOwner(this ILogger logger, string runId, CommitOutcome outcome, long seq);

    [LoggerMessage(1004, LogLevel.Warning, "Run {RunId}: the store is away; training goes on and is held back here")]
    public static partial void StoreAway(this ILogger logger, string runId, Exception exception);

    [LoggerMessage(1005, LogLevel.Information, "Run {RunId}: the store is back after {Seconds:0.0} s; {Bytes} bytes are on their way")]
    public static partial void StoreBack(this ILogger logger, string runId, double seconds, long bytes);

    [LoggerMessage(1006, LogLevel.Warning, "Run {RunId}: training waits at epoch {Epoch}, because {Bytes} bytes wait for the store")]
    public static partial void BufferFull(this ILogger logger, string runId, long epoch, long bytes);

    [LoggerMessage(1007, LogLevel.Information, "Run {RunId}: training goes on at epoch {Epoch} after {Seconds:0.0} s of waiting for the store")]
    public static partial void BufferFree(this ILogger logger, string runId, long epoch, double seconds);

    [LoggerMessage(1008, LogLevel.Warning, "Run {RunId}: the store came back with entry {Head} as its last; repeating the entries before {Seq}")]
    public static partial void RepeatingEntries(this ILogger logger, string runId, long head, long seq);

    [LoggerMessage(1009, LogLevel.Error, "Run {RunId}: the store came back with entry {Head} as its last, which is too long before {Seq}; taking the run over anew")]
    public static partial void StoreLostEntries(this ILogger logger, string runId, long head, long seq);

    [LoggerMessage(1010, LogLevel.Error, "Run {RunId}: training failed")]
    public static partial void TrainingFailed(this ILogger logger, string runId, Exception exception);

    [LoggerMessage(1011, LogLevel.Error, "Run {RunId}: its host failed; the run is tried again in {Seconds} s")]
    public static partial void HostFailed(this ILogger logger, string runId, double seconds, Exception exception);

    [LoggerMessage(1012, LogLevel.Warning, "No run can be claimed: the store is away")]
    public static partial void CannotClaim(this ILogger logger, Exception exception);

    [LoggerMessage(1013, LogLevel.Information, "Runs can be claimed again")]
    public static partial void CanClaimAgain(this ILogger logger);

    [LoggerMessage(1014, LogLevel.Information, "Stopping: {Count} runs are checkpointed and left to their next owner")]
    public static partial void Stopping(this ILogger logger, int count);

    [LoggerMessage(1015, LogLevel.Warning, "Stopping took longer than {Seconds} s; {Count} runs are left as they are, their next owner repeats a little")]
    public static partial void StopTimedOut(this ILogger logger, double seconds, int count);

    [LoggerMessage(1016, LogLevel.Information, "Run {RunId}: {Command} ({CommandId}) at epoch {Epoch}")]
    public static partial void CommandApplied(this ILogger logger, string runId, Canopy.Contracts.RunCommandKind command, string commandId, long epoch);

    [LoggerMessage(1017, LogLevel.Error, "The dispatcher failed and goes on")]
    public static partial void DispatcherFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1018, LogLevel.Information, "Run {RunId}: caught up with the log at epoch {Epoch} after {Seconds:0.00} s")]
    public static partial void CaughtUp(this ILogger logger, string runId, long epoch, double seconds);

    [LoggerMessage(1019, LogLevel.Warning, "Run {RunId}: the lease could not be renewed")]
    public static partial void NotRenewed(this ILogger logger, string runId, Exception exception);

    [LoggerMessage(1020, LogLevel.Information, "Run {RunId}: created over {Dataset} with seed {Seed}")]
    public static partial void Created(this ILogger logger, string runId, string dataset, long seed);

    [LoggerMessage(1022, LogLevel.Warning, "Run {RunId}: left as it is. {Reason}")]
    public static partial void NewerRun(this ILogger logger, string runId, string reason);

    [LoggerMessage(1021, LogLevel.Information, "Run {RunId}: deleted")]
    public static partial void Deleted(this ILogger logger, string runId);
}
