using System.Collections.Concurrent;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;

namespace Canopy.Web.Tests.Streaming;

/// <summary>A store whose log a test writes, and which it can take away, set back or leave holes in.</summary>
internal sealed class FakeStore : IRunReader
{
    private readonly ConcurrentDictionary<string, FakeRun> _runs = new();

    /// <summary>While set, everything fails as with a Redis that is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>While set, appends are not announced.</summary>
    public bool IsMute { get; set; }

    /// <summary>Reads of a log, whether the store was there or not.</summary>
    public int Attempts => _attempts;

    public int Subscriptions => _runs.Values.Sum(r => r.Subscribers.Count);

    private int _attempts;

    public void Create(string runId) => _runs[runId] = new FakeRun();

    public void Delete(string runId) => _runs.TryRemove(runId, out _);

    public void Append(string runId, params IEnumerable<LogEntry> entries)
    {
        var run = _runs[runId];
        lock (run)
        {
            run.Log.AddRange(entries);
        }

        if (!IsMute && !IsAway)
        {
            foreach (var subscriber in run.Subscribers.Keys)
            {
                subscriber(run.Log[^1].Seq);
            }
        }
    }

    /// <summary>Removes entries as if they had never been, or were not visible yet.</summary>
    public void Remove(string runId, Predicate<LogEntry> which)
    {
        var run = _runs[runId];
        lock (run)
        {
            run.Log.RemoveAll(which);
        }
    }

    /// <summary>Puts entries back where they belong.</summary>
    public void Restore(string runId, params IEnumerable<LogEntry> entries)
    {
        var run = _runs[runId];
        lock (run)
        {
            run.Log.AddRange(entries);
            run.Log.Sort((a, b) => a.Seq.CompareTo(b.Seq));
        }
    }

    public Task<RunDescription?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        if (!_runs.TryGetValue(runId, out var run))
        {
            return Task.FromResult<RunDescription?>(null);
        }

        lock (run)
        {
            return Task.FromResult<RunDescription?>(TestRun.Describe(runId, run.Log.Count > 0 ? run.Log[^1].Seq : 0));
        }
    }

    public Task<IReadOnlyList<LogEntry>> ReadLogAsync(string runId, long afterSeq, int maxEntries, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        ThrowIfAway();
        if (!_runs.TryGetValue(runId, out var run))
        {
            return Task.FromResult<IReadOnlyList<LogEntry>>([]);
        }

        lock (run)
        {
            return Task.FromResult<IReadOnlyList<LogEntry>>([.. run.Log.Where(e => e.Seq > afterSeq).Take(maxEntries)]);
        }
    }

    public Task<IAsyncDisposable> SubscribeAsync(string runId, Action<long> changed, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        var run = _runs.GetOrAdd(runId, _ => new FakeRun());
        run.Subscribers.TryAdd(changed, 0);
        return Task.FromResult<IAsyncDisposable>(new Subscription(() => run.Subscribers.TryRemove(changed, out _)));
    }

    public Task<RunPage> ListAsync(RunQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DatasetValues?> FindDatasetAsync(string hash, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoredCheckpoint?> FindCheckpointAsync(string runId, CancellationToken cancellationToken) => throw new NotSupportedException();

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new ServiceUnavailableException("The store cannot be reached.");
        }
    }

    private sealed class FakeRun
    {
        public List<LogEntry> Log { get; } = [];

        public ConcurrentDictionary<Action<long>, byte> Subscribers { get; } = new();
    }

    private sealed class Subscription(Action end) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            end();
            return ValueTask.CompletedTask;
        }
    }
}
