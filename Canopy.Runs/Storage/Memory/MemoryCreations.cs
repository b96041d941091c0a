namespace Canopy.Runs.Storage.Memory;

/// <summary>What idempotency keys have made. Guarded by the store's lock.</summary>
internal sealed class MemoryCreations
{
    private readonly Dictionary<string, KeptCreation> _made = new(StringComparer.Ordinal);

    /// <summary>The first to go is the first that came: all are kept for the same time.</summary>
    private readonly Queue<(string KeyId, DateTimeOffset Until)> _order = new();

    /// <summary>What the key has made; null: nothing, and from now on it has made this run.</summary>
    public KeptCreation? FindOrKeep(CreationKey key, string runId, DateTimeOffset now)
    {
        while (_order.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _made.Remove(_order.Dequeue().KeyId);
        }

        if (_made.TryGetValue(key.Id, out var known))
        {
            return known;
        }

        _made.Add(key.Id, new KeptCreation(runId, key.Request));
        _order.Enqueue((key.Id, now + RunStorage.AnswersKept));
        return null;
    }
}
