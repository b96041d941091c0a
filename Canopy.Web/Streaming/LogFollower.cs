using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Web.Streaming;

/// <summary>
/// Reads one run's log from its first entry on and then follows it: subscribes first, reads bounded pages, drops repeats,
/// reads again over gaps, goes on trying while the store is away.
/// </summary>
internal sealed class LogFollower(
    string runId, IRunReader reader, RelayOptions options, TimeProvider time, StreamTelemetry telemetry, ILogger logger)
{
    private const int GapReads = 3;
    private const int QuietPollsPerCheck = 5;

    private readonly Signal _wake = new();
    private long _noticed;
    private long _last;
    private int _gapReads;
    private int _quietPolls;

    /// <summary>Called with entries in order and without gaps, except before a reset.</summary>
    public required Action<IReadOnlyList<LogEntry>> OnEntries { get; init; }

    /// <summary>Called whenever everything that the store has was read.</summary>
    public required Action OnCaughtUp { get; init; }

    /// <summary>Follows until cancelled, or until the run is gone or the store has lost entries that were read.</summary>
    public async Task<RelayEnd> FollowAsync(CancellationToken cancellationToken)
    {
        await using var poll = time.CreateTimer(_ => _wake.Set(), null, options.PollPeriod, options.PollPeriod);
        IAsyncDisposable? subscription = null;
        var failures = 0;
        try
        {
            while (true)
            {
                try
                {
                    subscription ??= await reader.SubscribeAsync(runId, OnNotice, cancellationToken);
                    if (await CatchUpAsync(afterFailure: failures > 0, cancellationToken) is var end and not RelayEnd.None)
                    {
                        return end;
                    }

                    if (failures > 0)
                    {
                        Log.StoreIsBack(logger, runId, failures);
                        failures = 0;
                    }
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    // Viewers keep their sockets, and get the rest when the store is back.
                    if (failures++ == 0)
                    {
                        Log.StoreIsAway(logger, runId, e);
                    }

                    await Task.Delay(RetryDelay(failures), time, cancellationToken);
                    continue;
                }

                // The first notice after a pause is followed at once, those in quick succession are read together.
                await Task.Delay(options.MinimumPeriod, time, cancellationToken);
                await _wake.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            if (subscription is not null)
            {
                await EndAsync(subscription);
            }
        }
    }

    private void OnNotice(long newest)
    {
        InterlockedMax(ref _noticed, newest);
        _wake.Set();
    }

    private async Task<RelayEnd> CatchUpAsync(bool afterFailure, CancellationToken cancellationToken)
    {
        // A store that was away may have come back from an older copy, whose next entries will have numbers that were read already.
        if (afterFailure && _last > 0 && await CheckAsync(cancellationToken) is var end and not RelayEnd.None)
        {
            return end;
        }

        var before = _last;
        int count;
        do
        {
            var started = time.GetTimestamp();
            var page = await reader.ReadLogAsync(runId, _last, options.PageEntries, cancellationToken);
            telemetry.ReadDuration.Record(time.GetElapsedTime(started).TotalSeconds);
            count = page.Count;
            if (!Accept(page))
            {
                _wake.Set();
                return RelayEnd.None;
            }
        }
        while (count == options.PageEntries || (count > 0 && _last < Volatile.Read(ref _noticed)));

        _gapReads = 0;
        OnCaughtUp();
        if (_last > before)
        {
            _quietPolls = 0;
            return RelayEnd.None;
        }

        return ++_quietPolls % QuietPollsPerCheck == 0 ? await CheckAsync(cancellationToken) : RelayEnd.None;
    }

    /// <summary>False when there is a gap: what comes after it is read again, in case it was not visible yet.</summary>
    private bool Accept(IReadOnlyList<LogEntry> page)
    {
        var entries = new List<LogEntry>(page.Count);
        var complete = true;
        foreach (var entry in page)
        {
            if (entry.Seq <= _last)
            {
                continue;
            }

            if (entry.Seq > _last + 1 && _last > 0 && !EntryReading.IsReset(entry))
            {
                telemetry.Gaps.Add(1);
                if (_gapReads++ < GapReads)
                {
                    complete = false;
                    break;
                }

                Log.EntriesMissing(logger, runId, _last + 1, entry.Seq - 1);
            }

            _last = entry.Seq;
            entries.Add(entry);
        }

        if (entries.Count > 0)
        {
            OnEntries(entries);
        }

        return complete;
    }

    /// <summary>Is the run still there, with all that was read?</summary>
    private async Task<RelayEnd> CheckAsync(CancellationToken cancellationToken)
    {
        var run = await reader.FindAsync(runId, cancellationToken);
        return run is null ? RelayEnd.RunGone : run.HeadSeq < _last ? RelayEnd.EntriesLost : RelayEnd.None;
    }

    private TimeSpan RetryDelay(int failures)
    {
        var delay = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(failures, 10)));
        return delay < options.LongestRetry ? delay : options.LongestRetry;
    }

    private async Task EndAsync(IAsyncDisposable subscription)
    {
        try
        {
            await subscription.DisposeAsync();
        }
        catch (Exception e)
        {
            // The store is away; its subscription went with it.
            Log.UnsubscribeFailed(logger, runId, e);
        }
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var current = Volatile.Read(ref target); current < value;)
        {
            var seen = Interlocked.CompareExchange(ref target, value, current);
            if (seen == current)
            {
                return;
            }

            current = seen;
        }
    }
}

/// <summary>Why a relay ended by itself.</summary>
internal enum RelayEnd
{
    None = 0,

    /// <summary>The run was deleted.</summary>
    RunGone = 1,

    /// <summary>The store was set back and lacks entries that viewers have.</summary>
    EntriesLost = 2,

    /// <summary>An error of the relay itself.</summary>
    Failed = 3,
}
