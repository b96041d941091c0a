using Canopy.Contracts;

namespace Canopy.Runs.Storage;

/// <summary>
/// The reading side of the store: what a web replica needs to serve any viewer, whichever backend trains the run.
/// </summary>
public interface IRunReader
{
    /// <summary>The run, or null when there is none of that id.</summary>
    Task<RunDescription?> FindAsync(string runId, CancellationToken cancellationToken);

    /// <summary>A page of runs, newest first.</summary>
    Task<RunPage> ListAsync(RunQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Log entries after <paramref name="afterSeq"/>, in order and without gaps, at most <paramref name="maxEntries"/>;
    /// empty when there are none yet. After a reset the first entry may lie beyond <paramref name="afterSeq"/> + 1: what was
    /// before it belongs to a network that is gone.
    /// </summary>
    Task<IReadOnlyList<LogEntry>> ReadLogAsync(string runId, long afterSeq, int maxEntries, CancellationToken cancellationToken);

    /// <summary>
    /// Calls <paramref name="changed"/> with the newest number, on any thread and possibly more often than needed, when
    /// entries are appended to the run's log. A notice may be lost when the store restarts: also look from time to time.
    /// </summary>
    Task<IAsyncDisposable> SubscribeAsync(string runId, Action<long> changed, CancellationToken cancellationToken);

    /// <summary>The values of a data set by its hash, or null.</summary>
    Task<DatasetValues?> FindDatasetAsync(string hash, CancellationToken cancellationToken);

    /// <summary>The newest checkpoint of a run, or null before the first.</summary>
    Task<StoredCheckpoint?> FindCheckpointAsync(string runId, CancellationToken cancellationToken);
}

/// <summary>A checkpoint and the place in the log that it stands at.</summary>
/// <param name="Bytes">As the engine wrote it (docs/checkpoint-format.md).</param>
/// <param name="Seq">The log is complete up to this entry.</param>
/// <param name="Step">Training happenings up to the checkpoint (<see cref="FrameHeader.Step"/>).</param>
/// <param name="Epoch">Completed epochs.</param>
/// <param name="HiddenUnits">Installed units.</param>
public sealed record StoredCheckpoint(ReadOnlyMemory<byte> Bytes, long Seq, long Step, long Epoch, int HiddenUnits);

/// <summary>Which runs to list.</summary>
public sealed record RunQuery
{
    public RunStatus? Status { get; init; }

    /// <summary>Part of the name, note or a tag, in any case.</summary>
    public string? Search { get; init; }
    public string? Tag { get; init; }

    /// <summary>Runs per page. Range [1, 200].</summary>
    public int Limit { get; init; } = 50;

    /// <summary>From <see cref="RunPage.Next"/>.</summary>
    public string? Cursor { get; init; }
}
