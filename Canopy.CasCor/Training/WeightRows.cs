using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>Rows of weights, one per output, with what the optimiser remembers of each (see <see cref="CandidateVector"/>); columns are added as units are installed.</summary>
internal sealed class WeightRows
{
    private readonly int _rows;
    private float[] _compact;

    public WeightRows(int rows, int columns, int capacity)
    {
        _rows = rows;
        Columns = columns;
        Stride = Padded(Math.Max(columns, capacity));
        Values = new AlignedBuffer(checked(rows * Stride));
        Kept = new AlignedBuffer(rows * Stride);
        Steps = new AlignedBuffer(rows * Stride);
        PreviousSlopes = new AlignedBuffer(rows * Stride);
        _compact = new float[rows * Stride];
    }

    public int Columns { get; private set; }

    public int Stride { get; private set; }

    /// <summary>Columns up to the next multiple of 16; the padding stays zero.</summary>
    public int PaddedLength => Padded(Columns);

    public AlignedBuffer Values { get; private set; }

    /// <summary>The weights before the last step.</summary>
    public AlignedBuffer Kept { get; private set; }

    public AlignedBuffer Steps { get; private set; }

    public AlignedBuffer PreviousSlopes { get; private set; }

    public Span<float> RowOf(AlignedBuffer buffer, int row) => buffer.Span.Slice(row * Stride, Columns);

    public void KeepCurrent() => Values.Span.CopyTo(Kept.Span);

    public void ReturnToKept() => Kept.Span.CopyTo(Values.Span);

    /// <summary>Adds a column; its steps and slopes start at zero, the others' are kept.</summary>
    public void AddColumn(ReadOnlySpan<float> weights)
    {
        if (Columns == Stride)
            Grow();

        for (int row = 0; row < _rows; row++)
            Values.Span[(row * Stride) + Columns] = weights[row];
        Columns++;
        KeepCurrent();
    }

    /// <summary>Forgets the newest columns, so that <paramref name="columns"/> are left, and takes other weights for those.</summary>
    public void Truncate(int columns, ReadOnlySpan<float> compact)
    {
        Columns = columns;
        ForgetMemory();
        Values.Span.Clear();
        CopyFrom(Values, compact);
        KeepCurrent();
    }

    /// <summary>Lets the optimiser begin anew.</summary>
    public void ForgetMemory()
    {
        Steps.Span.Clear();
        PreviousSlopes.Span.Clear();
    }

    /// <summary>The rows of a buffer without padding; valid until the next call.</summary>
    public ReadOnlySpan<float> Compact(AlignedBuffer buffer)
    {
        for (int row = 0; row < _rows; row++)
            RowOf(buffer, row).CopyTo(_compact.AsSpan(row * Columns));
        return _compact.AsSpan(0, _rows * Columns);
    }

    public void CopyFrom(AlignedBuffer buffer, ReadOnlySpan<float> compact)
    {
        for (int row = 0; row < _rows; row++)
            compact.Slice(row * Columns, Columns).CopyTo(RowOf(buffer, row));
    }

    private static int Padded(int columns) => (columns + Lanes.Count - 1) / Lanes.Count * Lanes.Count;

    private void Grow()
    {
        int stride = Padded(Stride + Math.Max(Lanes.Count, Stride / 2));
        Values = Widened(Values, stride);
        Kept = Widened(Kept, stride);
        Steps = Widened(Steps, stride);
        PreviousSlopes = Widened(PreviousSlopes, stride);
        Stride = stride;
        _compact = new float[_rows * stride];
    }

    private AlignedBuffer Widened(AlignedBuffer buffer, int stride)
    {
        var wider = new AlignedBuffer(checked(_rows * stride));
        for (int row = 0; row < _rows; row++)
            RowOf(buffer, row).CopyTo(wider.Span[(row * stride)..]);
        return wider;
    }
}
