using Canopy.Contracts;

namespace Canopy.Web.Streaming;

/// <summary>
/// A run from its first entry to its newest in bounded memory, for viewers who join late or lag. Epochs are thinned evenly
/// over the whole run, weight samples in mid-phase too; everything else is kept as it is. Not thread-safe.
/// </summary>
internal sealed class RunHistory(RelayOptions options)
{
    private readonly List<HistoryItem> _items = [];
    private readonly Thinning _outputs = new(options.HistoryRows, options.HistoryValues);
    private readonly Thinning _candidates = new(options.HistoryRows, options.HistoryValues);
    private readonly Thinning _samples = new(options.HistorySamples, int.MaxValue);
    private long _samplesSeen;

    public void Clear()
    {
        _items.Clear();
        _outputs.Reset();
        _candidates.Reset();
        _samples.Reset();
        _samplesSeen = 0;
    }

    /// <summary>Adds an epochs entry.</summary>
    public void Add(RelayFrame frame, EpochColumns columns)
    {
        var thinning = ThinningOf(frame.Entry.Kind);
        if (Tail is { } tail && tail.Takes(frame.Entry, columns) && !IsFull(tail))
        {
            var before = tail.Rows;
            tail.Append(frame, columns, thinning.Stride);
            Count(thinning, tail, tail.Rows - before);
        }
        else
        {
            var continues = LastBlockOfPhase() is { } before && before.Takes(frame.Entry, columns);
            var block = new EpochBlock(frame, columns, startsPhase: !continues, thinning.Stride);
            _items.Add(new HistoryItem(block));
            Count(thinning, block, block.Rows);
        }

        KeepWithin(thinning);
    }

    /// <summary>Adds an entry that is always kept.</summary>
    public void Add(RelayFrame frame) => _items.Add(new HistoryItem(frame, -1));

    /// <summary>Adds a weight sample in mid-phase, of which the newest and an even choice of the older ones are kept.</summary>
    public void AddSample(RelayFrame frame)
    {
        LeaveOutLastSample();
        _items.Add(new HistoryItem(frame, _samplesSeen++));
        _samples.Add(1, 0);
        KeepWithin(_samples);
    }

    /// <summary>
    /// Adds frames from <paramref name="cursor"/> on to <paramref name="batch"/>, at most <paramref name="maxFrames"/>, and
    /// returns the next cursor.
    /// </summary>
    public long Read(long cursor, int maxFrames, List<RelayFrame> batch)
    {
        for (var i = FirstReaching(cursor); i < _items.Count && batch.Count < maxFrames; i++)
        {
            batch.Add(_items[i].FrameFrom(cursor));
            cursor = _items[i].Seq + 1;
        }

        return cursor;
    }

    private EpochBlock? Tail => _items.Count > 0 ? _items[^1].Block : null;

    private Thinning ThinningOf(EventKind kind) => kind == EventKind.CandidateEpochs ? _candidates : _outputs;

    private static void Count(Thinning thinning, EpochBlock block, long rows) => thinning.Add(rows, rows * block.ValuesPerRow);

    private bool IsFull(EpochBlock block)
        => block.Rows >= options.RowsPerFrame || (long)block.Rows * block.ValuesPerRow >= options.ValuesPerFrame;

    private bool Fit(EpochBlock block, EpochBlock next)
        => block.Takes(next)
            && block.Rows + next.Rows <= options.RowsPerFrame
            && (long)(block.Rows + next.Rows) * block.ValuesPerRow <= options.ValuesPerFrame;

    /// <summary>The newest block, when nothing but samples came after it.</summary>
    private EpochBlock? LastBlockOfPhase()
    {
        for (var i = _items.Count - 1; i >= 0; i--)
        {
            if (_items[i].Block is { } block)
            {
                return block;
            }

            if (!_items[i].IsSample)
            {
                return null;
            }
        }

        return null;
    }

    private int FirstReaching(long cursor)
    {
        var (low, high) = (0, _items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_items[middle].Seq < cursor)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The newest sample so far was kept because it was the newest; now another is.</summary>
    private void LeaveOutLastSample()
    {
        var last = _items.FindLastIndex(i => i.Block is null);
        if (last < 1 || !_items[last].IsSample || _samples.Keeps(_items[last].SampleIndex) || _items[last - 1].Block is not { } before)
        {
            return;
        }

        before.Absorb(_items[last].Whole!.Entry);
        _items.RemoveAt(last);
        _samples.Add(-1, 0);
        if (last < _items.Count && _items[last].Block is { } after && Fit(before, after))
        {
            before.Append(after);
            _items.RemoveAt(last);
        }
    }

    private void KeepWithin(Thinning thinning)
    {
        for (var before = 2 * thinning.Rows; thinning.IsOver && thinning.Rows <= before * 3 / 4; Compact())
        {
            before = thinning.Rows;
            thinning.Widen();
        }

        thinning.Settle();
    }

    private void Compact()
    {
        var newestSample = _samplesSeen - 1;
        _outputs.Recount();
        _candidates.Recount();
        _samples.Recount();
        var kept = 0;
        for (var i = 0; i < _items.Count; i++)
        {
            var item = _items[i];
            var before = kept > 0 ? _items[kept - 1].Block : null;
            if (item.Block is { } block)
            {
                block.Thin(ThinningOf(block.Kind).Stride);
                if (before is not null && Fit(before, block))
                {
                    before.Append(block);
                    continue;
                }
            }
            else if (item.IsSample && item.SampleIndex != newestSample && !_samples.Keeps(item.SampleIndex) && before is not null)
            {
                before.Absorb(item.Whole!.Entry);
                continue;
            }

            _items[kept++] = item;
        }

        _items.RemoveRange(kept, _items.Count - kept);
        foreach (var item in _items)
        {
            if (item.Block is { } block)
            {
                Count(ThinningOf(block.Kind), block, block.Rows);
            }
            else if (item.IsSample)
            {
                _samples.Add(1, 0);
            }
        }
    }

    /// <summary>A block of epochs, or one entry whole.</summary>
    private readonly record struct HistoryItem(EpochBlock? Block, RelayFrame? Whole, long SampleIndex)
    {
        public HistoryItem(EpochBlock block)
            : this(block, null, -1)
        {
        }

        public HistoryItem(RelayFrame whole, long sampleIndex)
            : this(null, whole, sampleIndex)
        {
        }

        public bool IsSample => SampleIndex >= 0;

        public long Seq => Block?.Seq ?? Whole!.Seq;

        public RelayFrame FrameFrom(long cursor) => Block is null ? Whole! : Block.FrameFrom(cursor);
    }

}
