namespace Canopy.Runs.Training;

/// <summary>Runs whose host failed wait a while, longer each time, so that one bad run does not keep a backend busy.</summary>
internal sealed class Penalties(TimeProvider time, TimeSpan first)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Until)> _runs = new(StringComparer.Ordinal);

    /// <summary>Runs that wait.</summary>
    public IReadOnlyList<string> Current()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            return [.. _runs.Where(r => r.Value.Until > now).Select(r => r.Key)];
        }
    }

    /// <summary>How long the next wait will be.</summary>
    public TimeSpan Next(string runId)
    {
        lock (_lock)
        {
            var count = _runs.TryGetValue(runId, out var run) ? run.Count : 0;
            var wait = first * Math.Pow(2, Math.Min(count, 10));
            return wait < Longest ? wait : Longest;
        }
    }

    public void Add(string runId)
    {
        var wait = Next(runId);
        lock (_lock)
        {
            var count = _runs.TryGetValue(runId, out var run) ? run.Count : 0;
            _runs[runId] = (count + 1, time.GetUtcNow() + wait);
        }
    }

    public void Forgive(string runId)
    {
        lock (_lock)
        {
            _runs.Remove(runId);
        }
    }
}
