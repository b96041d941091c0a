using Canopy.Contracts;

namespace Canopy.Runs.Storage.Memory;

/// <summary>The reading side of the store in memory, and what it reads. Everything is guarded by one lock.</summary>
internal abstract class MemoryRunReader(TimeProvider time) : IRunReader
{
    protected Lock Lock { get; } = new();

    /// <summary>By id, hence by time of creation.</summary>
    protected SortedDictionary<string, MemoryRun> Runs { get; } = new(StringComparer.Ordinal);

    /// <summary>Started runs in the order in which they joined.</summary>
    protected List<string> Active { get; } = [];

    protected Dictionary<string, (DatasetValues Values, HashSet<string> Runs)> Data { get; } = new(StringComparer.Ordinal);

    protected Notices<long> Heads { get; } = new();

    protected DateTimeOffset Now => time.GetUtcNow();

    public Task<RunDescription?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            return Task.FromResult(Runs.TryGetValue(runId, out var run) ? Describe(runId, run) : null);
        }
    }

    public Task<RunPage> ListAsync(RunQuery query, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            var matching = Runs.Reverse().Select(r => Describe(r.Key, r.Value)).Where(r => RunFilter.Matches(query, r)).ToList();
            var page = matching.Where(r => query.Cursor is null || string.CompareOrdinal(r.Id, query.Cursor) < 0).Take(query.Limit + 1).ToList();
            var next = page.Count > query.Limit ? page[query.Limit - 1].Id : null;
            return Task.FromResult(new RunPage(page[..Math.Min(page.Count, query.Limit)], matching.Count, next));
        }
    }

    public Task<IReadOnlyList<LogEntry>> ReadLogAsync(string runId, long afterSeq, int maxEntries, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            return Task.FromResult(Runs.TryGetValue(runId, out var run) ? run.Read(afterSeq, maxEntries) : []);
        }
    }

    public Task<DatasetValues?> FindDatasetAsync(string hash, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            return Task.FromResult(Data.TryGetValue(hash, out var data) ? data.Values : null);
        }
    }

    public Task<StoredCheckpoint?> FindCheckpointAsync(string runId, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            return Task.FromResult(Runs.TryGetValue(runId, out var run) ? run.Checkpoint : null);
        }
    }

    public Task<IAsyncDisposable> SubscribeAsync(string runId, Action<long> changed, CancellationToken cancellationToken)
        => Task.FromResult(Heads.Add(runId, changed));

    protected bool IsLeased(MemoryRun run) => run.LeasedUntil > Now;

    protected IEnumerable<string> Unleased() => Active.Where(id => !IsLeased(Runs[id]));

    private RunDescription Describe(string runId, MemoryRun run)
        => RunFields.Read(runId, run.Fields).Describe(Active.Contains(runId) && !IsLeased(run) ? Unleased().TakeWhile(id => id != runId).Count() + 1 : null);
}
