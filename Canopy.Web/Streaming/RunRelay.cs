using Canopy.Contracts;
using Canopy.Runs.Storage;
using Canopy.ServiceDefaults.Telemetry;

namespace Canopy.Web.Streaming;

/// <summary>
/// One watched run for all its viewers: its log is read once, its frames are made once. The relay knows no viewer's pace;
/// viewers take what they want when they can.
/// </summary>
internal sealed class RunRelay : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly StreamTelemetry _telemetry;
    private readonly ILogger _logger;
    private readonly string _runId;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly RunHistory _history;
    private readonly RecentFrames _recent;
    private readonly HashSet<Signal> _viewers = [];
    private readonly Task _following;
    private long _first;
    private long _last;
    private bool _caughtUp;
    private bool _saidUnknown;
    private volatile RelayEnd _end;

    public RunRelay(
        string runId, IRunReader reader, RelayOptions options, TimeProvider time, StreamTelemetry telemetry, ILogger<RunRelay> logger)
    {
        (_runId, _time, _telemetry, _logger) = (runId, time, telemetry, logger);
        _history = new RunHistory(options);
        _recent = new RecentFrames(options.RecentEntries, options.RecentBytes);
        var follower = new LogFollower(runId, reader, options, time, telemetry, logger)
        {
            OnEntries = Ingest,
            OnCaughtUp = Publish,
        };
        // It outlives the request of its first viewer, whose trace it would keep open.
        using var apart = ExecutionContext.SuppressFlow();
        _following = Task.Run(() => FollowAsync(follower));
    }

    /// <summary>Set when the relay ended by itself: its viewers are told and leave.</summary>
    public RelayEnd End => _end;

    /// <summary>Sets <paramref name="viewer"/> whenever there is something new.</summary>
    public void Attach(Signal viewer)
    {
        lock (_lock)
        {
            _viewers.Add(viewer);
        }
    }

    /// <summary>Ends <see cref="Attach"/>.</summary>
    public void Detach(Signal viewer)
    {
        lock (_lock)
        {
            _viewers.Remove(viewer);
        }
    }

    /// <summary>
    /// Adds to <paramref name="batch"/> what comes next for a viewer who has everything before <paramref name="cursor"/>, and
    /// returns the next cursor. Who is near the head gets the entries themselves, who is further behind coalesced frames.
    /// </summary>
    public long Take(long cursor, int maxFrames, List<RelayFrame> batch)
    {
        lock (_lock)
        {
            cursor = Math.Max(cursor, _first);
            if (!_caughtUp || cursor > _last)
            {
                return cursor;
            }

            if (!_recent.Covers(cursor))
            {
                return _history.Read(cursor, maxFrames, batch);
            }

            _recent.Read(cursor, batch);
            return _last + 1;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _following;
        _stopping.Dispose();
    }

    private async Task FollowAsync(LogFollower follower)
    {
        using var scope = _logger.BeginRun(_runId);
        try
        {
            _end = await follower.FollowAsync(_stopping.Token);
            Publish();
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // Nobody watches any more, or the program stops; whatever the store says to that.
        }
    }

    private void Ingest(IReadOnlyList<LogEntry> entries)
    {
        try
        {
            lock (_lock)
            {
                foreach (var entry in entries)
                {
                    Ingest(new RelayFrame(entry));
                }
            }
        }
        catch (Exception e)
        {
            // A mistake of ours. Viewers come back to a new relay rather than to a wrong picture.
            Log.RelayFailed(_logger, _runId, e);
            _end = RelayEnd.Failed;
            _stopping.Cancel();
            Publish();
            return;
        }

        var now = _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        if (entries[^1].Kind != EventKind.Unknown)
        {
            _telemetry.RelayDelay.Record(Math.Max(0, now - entries[^1].Header.Timestamp));
        }
    }

    private void Ingest(RelayFrame frame)
    {
        if (_last == 0 || EntryReading.IsReset(frame.Entry))
        {
            // What was before belongs to a network that is gone.
            _history.Clear();
            _recent.Clear();
            _first = frame.Seq;
        }
        else if (frame.Seq != _last + 1)
        {
            _recent.Clear();
        }

        _last = frame.Seq;
        _recent.Add(frame);
        if (EntryReading.Columns(frame.Entry) is { } columns)
        {
            _history.Add(frame, columns);
        }
        else if (EntryReading.IsSample(frame.Entry))
        {
            _history.AddSample(frame);
        }
        else
        {
            _history.Add(frame);
            SayIfUnknown(frame);
        }
    }

    /// <summary>Viewers get it all the same; once per run, the log says why some of it may not be seen.</summary>
    private void SayIfUnknown(RelayFrame frame)
    {
        if (!_saidUnknown && EnvelopeWriter.TypeOf(frame.Entry.Kind) is null)
        {
            _saidUnknown = true;
            Log.UnknownKind(_logger, _runId, frame.Seq, (int)frame.Entry.Kind);
        }
    }

    private void Publish()
    {
        lock (_lock)
        {
            _caughtUp = true;
            foreach (var viewer in _viewers)
            {
                viewer.Set();
            }
        }
    }
}
