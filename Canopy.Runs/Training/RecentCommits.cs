using Canopy.Runs.Storage;

namespace Canopy.Runs.Training;

/// <summary>
/// The last commits, for as long as a store that syncs its file every second can lose them by a crash, and then some. Each
/// was one atomic write: what the store has ends with one of them.
/// </summary>
internal sealed class RecentCommits(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);
    private const long MaxBytes = 32 << 20;

    private readonly LinkedList<(Commit Commit, long Time)> _commits = [];
    private long _bytes;

    public void Add(Commit commit)
    {
        _commits.AddLast((commit, time.GetTimestamp()));
        _bytes += commit.Bytes;
        while (_commits.First is { } first && first != _commits.Last && (_bytes > MaxBytes || time.GetElapsedTime(first.Value.Time) > Kept))
        {
            _bytes -= first.Value.Commit.Bytes;
            _commits.RemoveFirst();
        }
    }

    /// <summary>The commits from the one that begins with <paramref name="seq"/>; null when it is not kept.</summary>
    public Commit[]? From(long seq)
    {
        var commits = _commits.Select(c => c.Commit).SkipWhile(c => c.FirstSeq != seq || c.Entries.Count == 0).ToArray();
        return commits.Length > 0 ? commits : null;
    }
}
