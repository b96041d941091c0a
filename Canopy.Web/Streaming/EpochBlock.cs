using System.Runtime.InteropServices;
using Canopy.Contracts;

namespace Canopy.Web.Streaming;

/// <summary>
/// Consecutive epochs entries of one phase, thinned: rows whose epoch is a multiple of the stride, the phase's first and the
/// newest. Each row remembers its entry, so that a viewer who has part of it gets the rest and nothing twice.
/// </summary>
internal sealed class EpochBlock
{
    private readonly List<uint> _epochs = [];
    private readonly List<long> _seqs = [];
    private readonly (EpochColumn Column, int Width)[] _layout;
    private readonly List<uint>[] _values;
    private readonly EventKind _kind;
    private readonly int _hiddenUnits;
    private readonly bool _startsPhase;
    private readonly Dictionary<long, RelayFrame> _frames = [];
    private readonly long _firstEpoch;

    /// <summary>The entry, as long as the block is that entry with all its rows.</summary>
    private RelayFrame? _onlyEntry;
    private LogEntry _newest;
    private long _lastEpoch;

    public EpochBlock(RelayFrame entry, EpochColumns columns, bool startsPhase, long stride)
    {
        _kind = entry.Entry.Kind;
        _hiddenUnits = columns.HiddenUnits;
        _startsPhase = startsPhase;
        _layout = LayoutOf(columns);
        _values = [.. _layout.Select(_ => new List<uint>())];
        _firstEpoch = columns.FirstEpoch;
        _newest = entry.Entry;
        FromSeq = entry.FromSeq;
        Append(entry, columns, stride);
        _onlyEntry = Rows == columns.Count ? entry : null;
    }

    public long FromSeq { get; }

    /// <summary>Last entry that the block stands for.</summary>
    public long Seq { get; private set; }

    public int Rows => _epochs.Count;

    public int ValuesPerRow => _layout.Sum(c => c.Width);

    public EventKind Kind => _kind;

    /// <summary>Whether the entry belongs to the same phase and has the same columns.</summary>
    public bool Takes(LogEntry entry, EpochColumns columns)
        => entry.Kind == _kind && columns.HiddenUnits == _hiddenUnits && LayoutOf(columns).AsSpan().SequenceEqual(_layout);

    /// <summary>Whether the next block continues this one.</summary>
    public bool Takes(EpochBlock next)
        => !next._startsPhase && next._kind == _kind && next._hiddenUnits == _hiddenUnits && next._layout.AsSpan().SequenceEqual(_layout);

    public void Append(RelayFrame entry, EpochColumns columns, long stride)
    {
        Changed();
        DropTailUnlessKept(stride);
        var epochs = columns.Find(EpochColumn.Epoch) is { } column ? column.Integers : [];
        var sources = _layout.Select(c => columns.Find(c.Column)!.Value).ToArray();
        for (var row = 0; row < columns.Count; row++)
        {
            var epoch = epochs.IsEmpty ? (uint)(columns.FirstEpoch + row) : epochs[row];
            if (epoch % stride == 0 || row == columns.Count - 1 || (_startsPhase && Rows == 0))
            {
                AddRow(epoch, entry.Seq, sources, row);
            }
        }

        _lastEpoch = columns.LastEpoch;
        CoverTo(entry.Entry);
    }

    /// <summary>Stands also for an entry that is left out.</summary>
    public void Absorb(LogEntry entry)
    {
        Changed();
        CoverTo(entry);
    }

    /// <summary>Takes over the rows of the block that follows.</summary>
    public void Append(EpochBlock next)
    {
        Changed();
        _epochs.AddRange(next._epochs);
        _seqs.AddRange(next._seqs);
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i].AddRange(next._values[i]);
        }

        _lastEpoch = next._lastEpoch;
        CoverTo(next._newest);
        Seq = next.Seq;
    }

    /// <summary>Drops rows that a wider stride does not keep.</summary>
    public void Thin(long stride)
    {
        Changed();
        var kept = 0;
        for (var row = 0; row < Rows; row++)
        {
            if (_epochs[row] % stride == 0 || row == Rows - 1 || (_startsPhase && row == 0))
            {
                MoveRow(row, kept++);
            }
        }

        Truncate(kept);
    }

    /// <summary>
    /// The frame for a viewer who needs everything from <paramref name="fromSeq"/> on. It has no rows when all of that was
    /// left out. Viewers with the same position share it.
    /// </summary>
    public RelayFrame FrameFrom(long fromSeq)
    {
        fromSeq = Math.Max(fromSeq, FromSeq);
        if (_onlyEntry is not null)
        {
            return _onlyEntry;
        }

        if (!_frames.TryGetValue(fromSeq, out var frame))
        {
            var first = _seqs.BinarySearch(fromSeq);
            frame = Build(first < 0 ? ~first : FirstOfSeq(first), fromSeq);
            if (_frames.Count < 16)
            {
                _frames.Add(fromSeq, frame);
            }
        }

        return frame;
    }

    private RelayFrame Build(int first, long fromSeq)
    {
        var count = Rows - first;
        var columns = new List<ColumnData>(_layout.Length + 1) { Slice(EpochColumn.Epoch, 1, _epochs, first) };
        for (var i = 0; i < _layout.Length; i++)
        {
            columns.Add(Slice(_layout[i].Column, _layout[i].Width, _values[i], first));
        }

        var firstEpoch = fromSeq == FromSeq ? _firstEpoch : count > 0 ? _epochs[first] : _lastEpoch;
        var payload = new EpochColumns(firstEpoch, _lastEpoch, count, _hiddenUnits, fromSeq, columns).ToPayload();
        var header = _newest.Header;
        var time = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(header.Timestamp * 1000));
        var entry = LogEntry.Create(_kind, FrameFlags.Coalesced, Seq, header.Step, time, payload);
        return new RelayFrame(entry, fromSeq, Math.Max(0, _lastEpoch - firstEpoch + 1 - count));
    }

    private static ColumnData Slice(EpochColumn column, int width, List<uint> values, int firstRow)
        => new(column, width, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)[(firstRow * width)..]).ToArray());

    private int FirstOfSeq(int row)
    {
        while (row > 0 && _seqs[row - 1] == _seqs[row])
        {
            row--;
        }

        return row;
    }

    private void Changed()
    {
        _frames.Clear();
        _onlyEntry = null;
    }

    private void CoverTo(LogEntry entry)
    {
        _newest = entry;
        Seq = entry.Seq;
    }

    private void DropTailUnlessKept(long stride)
    {
        var last = Rows - 1;
        if (last >= 0 && _epochs[last] % stride != 0 && !(_startsPhase && last == 0))
        {
            Truncate(last);
        }
    }

    private void AddRow(uint epoch, long seq, ColumnData[] sources, int row)
    {
        _epochs.Add(epoch);
        _seqs.Add(seq);
        for (var i = 0; i < sources.Length; i++)
        {
            var width = _layout[i].Width;
            _values[i].AddRange(sources[i].Integers.Slice(row * width, width));
        }
    }

    private void MoveRow(int from, int to)
    {
        if (from == to)
        {
            return;
        }

        _epochs[to] = _epochs[from];
        _seqs[to] = _seqs[from];
        for (var i = 0; i < _layout.Length; i++)
        {
            var width = _layout[i].Width;
            var values = CollectionsMarshal.AsSpan(_values[i]);
            values.Slice(from * width, width).CopyTo(values[(to * width)..]);
        }
    }

    private void Truncate(int rows)
    {
        CollectionsMarshal.SetCount(_epochs, rows);
        CollectionsMarshal.SetCount(_seqs, rows);
        for (var i = 0; i < _layout.Length; i++)
        {
            CollectionsMarshal.SetCount(_values[i], rows * _layout[i].Width);
        }
    }

    private static (EpochColumn Column, int Width)[] LayoutOf(EpochColumns columns)
        => [.. columns.Columns.Where(c => c.Column != EpochColumn.Epoch).Select(c => (c.Column, c.Width))];
}
