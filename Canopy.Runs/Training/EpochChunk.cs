using System.Runtime.InteropServices;
using Canopy.CasCor;
using Canopy.Contracts;

namespace Canopy.Runs.Training;

/// <summary>
/// Consecutive epochs of one phase on their way to an entry: one column per figure, allocated once. Sized so that an entry with
/// its overhead just fits the allocator's size classes of Redis (48 KiB for output epochs, 80 KiB with validation, 128 KiB for
/// candidates of a pool of 8).
/// </summary>
internal sealed class EpochChunk(bool isClassification, bool hasValidation)
{
    /// <summary>Most epochs of one entry.</summary>
    public const int MaxRows = 4064;

    private const int MaxPayload = 130_560;
    private readonly byte[] _loss = new byte[MaxRows * sizeof(float)];
    private readonly byte[] _accuracy = new byte[isClassification ? MaxRows * sizeof(float) : 0];
    private readonly byte[] _errorBits = new byte[isClassification ? MaxRows * sizeof(uint) : 0];
    private readonly byte[] _validationLoss = new byte[hasValidation ? MaxRows * sizeof(float) : 0];
    private readonly byte[] _validationAccuracy = new byte[hasValidation && isClassification ? MaxRows * sizeof(float) : 0];
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

        Put(_loss, epoch.Loss);
        Put(_accuracy, epoch.Accuracy);
        Put(_errorBits, (uint)epoch.ErrorBits);
        Put(_validationLoss, epoch.ValidationLoss);
        Put(_validationAccuracy, epoch.ValidationAccuracy);
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

        (EpochColumn Column, byte[] Bytes)[] columns =
        [
            (EpochColumn.Loss, _loss), (EpochColumn.Accuracy, _accuracy), (EpochColumn.ErrorBits, _errorBits),
            (EpochColumn.ValidationLoss, _validationLoss), (EpochColumn.ValidationAccuracy, _validationAccuracy),
        ];
        return [.. columns.Where(c => c.Bytes.Length > 0).Select(c => new ColumnData(c.Column, 1, c.Bytes.AsMemory(0, Count * sizeof(float))))];
    }

    /// <summary>Writes a figure of the next row; a column that the run does not have is empty.</summary>
    private void Put<T>(byte[] column, T value)
        where T : struct
    {
        if (column.Length > 0)
        {
            MemoryMarshal.Cast<byte, T>(column.AsSpan())[Count] = value;
        }
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
