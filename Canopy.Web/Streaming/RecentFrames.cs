namespace Canopy.Web.Streaming;

/// <summary>The newest entries as they are, in order and without gaps, within a bound of entries and bytes. Not thread-safe.</summary>
internal sealed class RecentFrames(int maxEntries, long maxBytes)
{
    private readonly Queue<RelayFrame> _frames = new();
    private long _bytes;

    public void Add(RelayFrame frame)
    {
        _frames.Enqueue(frame);
        _bytes += frame.Entry.Frame.Length;
        while (_frames.Count > maxEntries || _bytes > maxBytes)
        {
            _bytes -= _frames.Dequeue().Entry.Frame.Length;
        }
    }

    public void Clear()
    {
        _frames.Clear();
        _bytes = 0;
    }

    /// <summary>Whether all entries from <paramref name="cursor"/> on are here.</summary>
    public bool Covers(long cursor) => _frames.TryPeek(out var oldest) && oldest.FromSeq <= cursor;

    /// <summary>Adds the entries from <paramref name="cursor"/> on to <paramref name="batch"/>.</summary>
    public void Read(long cursor, List<RelayFrame> batch)
    {
        foreach (var frame in _frames)
        {
            if (frame.Seq >= cursor)
            {
                batch.Add(frame);
            }
        }
    }
}
