using System.Diagnostics;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Microsoft.Extensions.Logging;

namespace Canopy.Runs.Training;

/// <summary>How the writing of a run ended.</summary>
internal enum WriterEnd
{
    /// <summary>All is written.</summary>
    Written = 0,

    /// <summary>Someone else owns the run, or it was deleted: what is left must not be written.</summary>
    Stale = 1,

    /// <summary>The store lost more than is kept here: the run must be taken over anew from what the store has.</summary>
    Lost = 2,
}

/// <summary>
/// Brings a run's commits to the store, in order, one call at a time with everything that has come meanwhile. While the store is
/// away it tries again without end; the queue's bound makes training wait (SCL-04).
/// </summary>
internal sealed class CommitWriter(IRunStore store, CommitQueue queue, TimeProvider time, Telemetry telemetry, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly RecentCommits _recent = new(time);

    public async Task<WriterEnd> RunAsync(CancellationToken abandoned)
    {
        while (await queue.TakeAsync(abandoned) is { } batch)
        {
            var end = await WriteForSpanAsync(batch, abandoned);
            if (end != WriterEnd.Written)
            {
                return end;
            }

            queue.Free(batch);
        }

        return WriterEnd.Written;
    }

    private async Task<WriterEnd> WriteForSpanAsync(Commit batch, CancellationToken abandoned)
    {
        if (batch.Span is not { } span)
        {
            return await WriteAsync(batch, abandoned);
        }

        Activity.Current = span;
        try
        {
            var end = await WriteAsync(batch, abandoned);
            if (end != WriterEnd.Written)
            {
                span.SetStatus(ActivityStatusCode.Error, "The run has another owner, or is gone.");
            }

            return end;
        }
        finally
        {
            span.Stop();
        }
    }

    private async Task<WriterEnd> WriteAsync(Commit batch, CancellationToken abandoned)
    {
        var started = time.GetTimestamp();
        var result = await CommitAsync(batch, abandoned);
        while (result.Outcome == CommitOutcome.Gap)
        {
            // A store that was killed may have lost its last moments. What was committed then is repeated as it was, so that
            // whoever has read it already reads nothing else.
            if (_recent.From(result.Head + 1) is not { } lost)
            {
                logger.StoreLostEntries(batch.RunId, result.Head, batch.FirstSeq);
                return WriterEnd.Lost;
            }

            logger.RepeatingEntries(batch.RunId, result.Head, batch.FirstSeq);
            foreach (var commit in lost)
            {
                result = await CommitAsync(commit, abandoned);
                if (!IsWritten(result))
                {
                    break;
                }
            }

            result = IsWritten(result) ? await CommitAsync(batch, abandoned) : result;
        }

        telemetry.CommitSeconds.Record(time.GetElapsedTime(started).TotalSeconds);
        if (result.Outcome is CommitOutcome.Stale or CommitOutcome.Gone)
        {
            telemetry.StaleRefused.Add(1);
            logger.StaleOwner(batch.RunId, result.Outcome, batch.FirstSeq);
            return WriterEnd.Stale;
        }

        telemetry.CommitEntries.Add(batch.Entries.Count);
        _recent.Add(batch);
        return WriterEnd.Written;
    }

    private static bool IsWritten(CommitResult result) => result.Outcome is CommitOutcome.Committed or CommitOutcome.AlreadyThere;

    private async Task<CommitResult> CommitAsync(Commit batch, CancellationToken abandoned)
    {
        var pause = FirstPause;
        long? away = null;
        while (true)
        {
            try
            {
                var result = await store.CommitAsync(batch, abandoned);
                if (away is { } since)
                {
                    logger.StoreBack(batch.RunId, time.GetElapsedTime(since).TotalSeconds, queue.Bytes);
                }

                return result;
            }
            catch (ServiceUnavailableException exception)
            {
                if (away is null)
                {
                    away = time.GetTimestamp();
                    logger.StoreAway(batch.RunId, exception);
                }

                telemetry.CommitRetries.Add(1);
            }

            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, abandoned);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
