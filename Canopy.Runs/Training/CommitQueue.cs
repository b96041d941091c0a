using System.Diagnostics;
using System.Threading.Channels;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Training;

/// <summary>
/// What a run has recorded and the store does not have yet. The training thread adds and never waits here; the writer takes.
/// At the bound the training thread is expected to wait, at an epoch boundary, until there is room.
/// </summary>
internal sealed class CommitQueue(Claim claim, long headSeq, long bound, Telemetry telemetry)
{
    private const long MaxBatchBytes = 1 << 20;
    private const int MaxBatchEntries = 256;

    private readonly Channel<Commit> _commits = Channel.CreateUnbounded<Commit>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true, AllowSynchronousContinuations = false });

    private long _bytes;

    /// <summary>Called on the writer's thread when room was made.</summary>
    public Action? RoomMade { get; set; }

    /// <summary>Of the command that is being carried out: the commit with its answer takes it along. For the training thread.</summary>
    public Activity? Span { get; set; }

    /// <summary>Number of the next entry. For the training thread.</summary>
    public long NextSeq { get; private set; } = headSeq + 1;

    public long Bytes => Interlocked.Read(ref _bytes);

    public bool IsFull => Bytes >= bound;

    /// <summary>Who waits for room waits for a quarter of the bound: otherwise training would stop and go with every commit.</summary>
    public bool HasRoom => Bytes <= bound - (bound / 4);

    /// <summary>A commit that begins at the next number, to be filled and added before another one is begun.</summary>
    public Commit Begin(Queueing queue = Queueing.Keep, bool release = false, bool reset = false) => new()
    {
        RunId = claim.RunId,
        Fence = claim.Fence,
        Owned = true,
        FirstSeq = NextSeq,
        Queue = queue,
        Release = release,
        Reset = reset,
    };

    public void Add(Commit commit)
    {
        NextSeq = commit.NextSeq;
        if (commit.Answers.Count > 0)
        {
            (commit.Span, Span) = (Span, null);
        }

        Interlocked.Add(ref _bytes, commit.Bytes);
        telemetry.Buffered(commit.Bytes);
        _commits.Writer.TryWrite(commit);
    }

    /// <summary>Nothing follows.</summary>
    public void Complete() => _commits.Writer.TryComplete();

    /// <summary>The next commits as one; null after the last.</summary>
    public async ValueTask<Commit?> TakeAsync(CancellationToken cancellationToken)
    {
        if (!await _commits.Reader.WaitToReadAsync(cancellationToken) || !_commits.Reader.TryRead(out var batch))
        {
            return null;
        }

        while (_commits.Reader.TryPeek(out var next)
            && batch.CanMerge(next)
            && batch.Bytes + next.Bytes <= MaxBatchBytes
            && batch.Entries.Count + next.Entries.Count <= MaxBatchEntries)
        {
            _commits.Reader.TryRead(out _);
            batch.Merge(next);
        }

        return batch;
    }

    /// <summary>The store has it.</summary>
    public void Free(Commit batch)
    {
        Interlocked.Add(ref _bytes, -batch.Bytes);
        telemetry.Buffered(-batch.Bytes);
        RoomMade?.Invoke();
    }

    /// <summary>Drops what is left; the run goes on elsewhere or not at all.</summary>
    public void Abandon()
    {
        Complete();
        while (_commits.Reader.TryRead(out var commit))
        {
            commit.Span?.SetStatus(ActivityStatusCode.Error, "The run has left this process before the answer was written.");
            commit.Span?.Stop();
        }

        telemetry.Buffered(-Interlocked.Exchange(ref _bytes, 0));
    }
}
