using System.Diagnostics;
using Canopy.Contracts;

namespace Canopy.Runs.Storage;

/// <summary>
/// One atomic write to a run: entries, the record's fields, checkpoints, the queue, answers to commands. All of it happens or
/// none. By the owner (<see cref="Owned"/>), or by anyone while the run has no owner (docs/decisions/0003-ownership.md).
/// </summary>
internal sealed class Commit
{
    public required string RunId { get; init; }

    /// <summary>The claim's fence, or (not owned) the fence of the record that the writer has read.</summary>
    public required string Fence { get; init; }

    /// <summary>Owned: the fence must be the newest. Not owned: besides, there must be no lease and no command waiting, and the fence changes.</summary>
    public required bool Owned { get; init; }

    /// <summary>Number of the first entry; the log's head must be the one before it.</summary>
    public required long FirstSeq { get; init; }

    public List<LogEntry> Entries { get; } = [];

    public RunChanges Changes { get; } = new();

    public StoredCheckpoint? Checkpoint { get; set; }

    /// <summary>Checkpoints to keep for installed units, as far as their total stays within the store's bound.</summary>
    public List<StoredCheckpoint> Units { get; } = [];

    public Queueing Queue { get; set; }

    /// <summary>Gives up the lease.</summary>
    public bool Release { get; set; }

    /// <summary>Drops every entry before <see cref="FirstSeq"/> and every checkpoint.</summary>
    public bool Reset { get; init; }

    /// <summary>Commands that are done with.</summary>
    public List<CommandAnswer> Answers { get; } = [];

    /// <summary>Of the command whose answer this is. What the writing asks of the store belongs to it, and it ends with the writing.</summary>
    public Activity? Span { get; set; }

    public long NextSeq => FirstSeq + Entries.Count;

    /// <summary>Roughly what it occupies.</summary>
    public long Bytes { get; private set; }

    public void Add(LogEntry entry)
    {
        Entries.Add(entry);
        Bytes += entry.Frame.Length + PerItemBytes;
    }

    public void Keep(StoredCheckpoint checkpoint, bool asUnit)
    {
        Checkpoint = checkpoint;
        Bytes += checkpoint.Bytes.Length + PerItemBytes;
        if (asUnit)
        {
            Units.Add(checkpoint);
            Bytes += checkpoint.Bytes.Length;
        }
    }

    /// <summary>Whether <paramref name="next"/> can become part of this one.</summary>
    public bool CanMerge(Commit next) => !next.Reset && next.Span is null && Queue == Queueing.Keep && !Release;

    /// <summary>Makes <paramref name="next"/>, which follows this one, a part of it.</summary>
    public void Merge(Commit next)
    {
        Entries.AddRange(next.Entries);
        Changes.Merge(next.Changes);
        Checkpoint = next.Checkpoint ?? Checkpoint;
        Units.AddRange(next.Units);
        Answers.AddRange(next.Answers);
        Queue = next.Queue;
        Release = next.Release;
        Bytes += next.Bytes;
    }

    private const int PerItemBytes = 200;
}

/// <summary>What a commit does to the run's place among the active ones.</summary>
internal enum Queueing
{
    Keep = 0,
    Join = 1,
    Leave = 2,
}

/// <summary>The answer to a command, kept for repeats of its id.</summary>
internal sealed record CommandAnswer(string CommandId, string Json);

/// <summary>What became of a commit.</summary>
/// <param name="Head">Of a gap: the log's newest number.</param>
/// <param name="Answer">Of a repeated command: what was answered the first time.</param>
internal readonly record struct CommitResult(CommitOutcome Outcome, long Head = 0, string? Answer = null);

/// <summary>See <see cref="CommitResult"/>.</summary>
internal enum CommitOutcome
{
    Committed = 0,

    /// <summary>It was committed before: a repeat after an answer that was lost.</summary>
    AlreadyThere = 1,

    /// <summary>Another owner has the run.</summary>
    Stale = 2,

    /// <summary>The run does not exist.</summary>
    Gone = 3,

    /// <summary>The log's head is not the entry before the first: the store lost something, or the writer is wrong.</summary>
    Gap = 4,

    /// <summary>Not owned: the run has changed, or has an owner. Look again.</summary>
    Conflict = 5,

    /// <summary>Not owned: the command was answered before.</summary>
    Answered = 6,
}
