using System.Runtime.InteropServices;
using Canopy.CasCor;
using Canopy.Contracts;

namespace Canopy.Runs.Training;

/// <summary>
/// Consecutive epochs of one phase on their way to an entry: one column per figure, allocated once. Sized so that an entry with
/// its overhead just fits the allocator's size classes of Redis (48 KiB for output epochs, 128 KiB for candidates of a pool of 8).
/// </summary>
internal sealed class EpochChunk(bool isClassification)
{
    /// <summary>Most epochs of one entry.</summary>
    public const int MaxRows = 4064;

    private const int MaxPayload = 130_560;
    private readonly byte[] _loss = new byte[MaxRows * sizeof(float)];
    private readonly byte[] _accuracy = new byte[isClassification ? MaxRows * sizeof(float) : 0];
    private readonly byte[] _errorBits = new byte[isClassification ? MaxRows * sizeof(uint) : 0];
    private byte[] _scores = [];
    private int _pool;
    private int _capacity;
    private long _firstEpoch;
    private int _hiddenUnits;

    public int Count { get; private set; }

    /// <summary>Of the epochs that are here.</summary>
    public EventKind Kind { get; private set; }

    public bool IsFull => Count > 0 && Count == _capacity;

    /// <summary>Whether an epoch of this kind can join those that are here.</summary>
    public bool Takes(EventKind kind, int hiddenUnits, int pool)
        => Count == 0 || (Kind == kind && _hiddenUnits == hiddenUnits && (kind == EventKind.OutputEpochs || _pool == pool));

    public void Add(in OutputEpoch epoch)
    {
        if (Count == 0)
        {
            (Kind, _firstEpoch, _hiddenUnits, _capacity) = (EventKind.OutputEpochs, epoch.Epoch, epoch.HiddenUnits, MaxRows);
        }

        MemoryMarshal.Cast<byte, float>(_loss.AsSpan())[Count] = epoch.Loss;
        if (isClassification)
        {
            MemoryMarshal.Cast<byte, float>(_accuracy.AsSpan())[Count] = epoch.Accuracy;
            MemoryMarshal.Cast<byte, uint>(_errorBits.AsSpan())[Count] = (uint)epoch.ErrorBits;
        }

        Count++;
    }

    public void Add(in CandidateEpoch epoch, ReadOnlySpan<float> scores)
    {
        if (Count == 0)
        {
            Reserve(scores.Length);
            (Kind, _firstEpoch, _hiddenUnits) = (EventKind.CandidateEpochs, epoch.Epoch, epoch.HiddenUnits);
        }

        scores.CopyTo(MemoryMarshal.Cast<byte, float>(_scores.AsSpan())[(Count * _pool)..]);
        Count++;
    }

    /// <summary>Makes the entry and begins anew.</summary>
    public LogEntry ToEntry(long seq, long step, DateTimeOffset time)
    {
        var columns = new EpochColumns(_firstEpoch, _firstEpoch + Count - 1, Count, _hiddenUnits, 0, Columns());
        var entry = LogEntry.Create(Kind, FrameFlags.None, seq, step, time, columns);
        Count = 0;
        return entry;
    }

    private ColumnData[] Columns()
    {
        if (Kind == EventKind.CandidateEpochs)
        {
            return [new ColumnData(EpochColumn.Scores, _pool, _scores.AsMemory(0, Count * _pool * sizeof(float)))];
        }

        var length = Count * sizeof(float);
        var loss = new ColumnData(EpochColumn.Loss, 1, _loss.AsMemory(0, length));
        return isClassification
            ? [loss, new ColumnData(EpochColumn.Accuracy, 1, _accuracy.AsMemory(0, length)), new ColumnData(EpochColumn.ErrorBits, 1, _errorBits.AsMemory(0, length))]
            : [loss];
    }

    private void Reserve(int pool)
    {
        if (_pool == pool && _scores.Length > 0)
        {
            _capacity = _scores.Length / (pool * sizeof(float));
            return;
        }

        _pool = pool;
        _capacity = Math.Clamp(MaxPayload / (pool * sizeof(float)), 1, MaxRows);
        _scores = new byte[_capacity * pool * sizeof(float)];
    }
}
