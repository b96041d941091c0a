using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>
/// What every unit that feeds others puts out for every pattern: rows for the bias, the inputs and the installed hidden
/// units. Their weights are frozen, so that each is computed once; units beyond the memory's bound are computed again for
/// every tile, to the same bits.
/// </summary>
internal sealed unsafe class ActivationCache
{
    private readonly int _rowsAtMost;
    private readonly List<HiddenUnit> _notStored = [];
    private AlignedBuffer _buffer;
    private int _stored;

    /// <param name="data">The patterns.</param>
    /// <param name="expectedHiddenUnits">Units to make room for at first.</param>
    /// <param name="megabytes">Bound on the rows of hidden units, in 2^20 bytes.</param>
    public ActivationCache(Dataset data, int expectedHiddenUnits, int megabytes)
    {
        Patterns = data.Patterns;
        Stride = StrideFor(data.Patterns);
        int rows = 1 + data.Inputs;
        long unitsAtMost = megabytes * (1L << 20) / (Stride * sizeof(float));
        _rowsAtMost = rows + (int)Math.Min(unitsAtMost, Math.Max(0, (Array.MaxLength / Stride) - rows - 1));
        _buffer = new AlignedBuffer(Length(Math.Min(rows + expectedHiddenUnits, _rowsAtMost)));
        _stored = rows;

        ReadOnlySpan<float> inputs = data.InputValues;
        for (int p = 0; p < data.Patterns; p++)
        {
            _buffer.Pointer[p] = 1f;
            for (int i = 0; i < data.Inputs; i++)
                _buffer.Pointer[((nint)(1 + i) * Stride) + p] = inputs[(p * data.Inputs) + i];
        }
    }

    public int Patterns { get; }

    public int Stride { get; }

    /// <summary>Padded patterns over 16.</summary>
    public int Vectors => VectorsFor(Patterns);

    /// <summary>Bias, inputs and hidden units.</summary>
    public int Rows => _stored + _notStored.Count;

    /// <summary>Hidden units that are computed again for every tile.</summary>
    public int NotStored => _notStored.Count;

    /// <summary>The bias row: one for patterns, zero for padding.</summary>
    public float* Bias => _buffer.Pointer;

    private PatternRows Stored => new((nint)_buffer.Pointer, Stride, _stored, Vectors);

    /// <summary>Vectors of 16 patterns, padded to an even number because kernels take two at a time.</summary>
    public static int VectorsFor(int patterns) => (patterns + (2 * Lanes.Count) - 1) / (2 * Lanes.Count) * 2;

    /// <summary>Floats from row to row. Strides of whole pages would put all rows into the same cache sets.</summary>
    public static int StrideFor(int patterns)
    {
        int padded = VectorsFor(patterns) * Lanes.Count;
        return padded % 512 == 0 ? padded + (2 * Lanes.Count) : padded;
    }

    /// <summary>Rows in which the tile's vectors, at most <see cref="Lanes.TileVectors"/>, hold every unit's activations.</summary>
    public PatternRows Tile(int firstVector, int vectors, TileScratch scratch)
        => _notStored.Count == 0 ? Stored : Compute(firstVector, vectors, scratch);

    /// <summary>Adds the row of a new unit.</summary>
    public void Add(HiddenUnit unit)
    {
        if (_stored == _rowsAtMost)
        {
            _notStored.Add(unit);
            return;
        }

        if (Length(_stored + 1) > _buffer.Length)
            Grow();
        Forward(unit, Stored, _buffer.Pointer + ((nint)_stored * Stride));
        _stored++;
    }

    /// <summary>Forgets the newest units, so that <paramref name="rows"/> are left.</summary>
    public void Truncate(int rows)
    {
        int notStored = Math.Max(0, rows - _stored);
        _notStored.RemoveRange(notStored, _notStored.Count - notStored);
        _stored = Math.Min(_stored, rows);
    }

    private PatternRows Compute(int firstVector, int vectors, TileScratch scratch)
    {
        float* tile = scratch.WithRows(Rows).Pointer;
        int first = firstVector * Lanes.Count;
        for (int row = 0; row < _stored; row++)
        {
            var from = new ReadOnlySpan<float>(_buffer.Pointer + ((nint)row * Stride) + first, vectors * Lanes.Count);
            from.CopyTo(new Span<float>(tile + ((nint)row * TileScratch.Stride), from.Length));
        }

        for (int i = 0; i < _notStored.Count; i++)
        {
            var below = new PatternRows((nint)tile, TileScratch.Stride, _stored + i, vectors);
            Forward(_notStored[i], below, tile + ((nint)below.Rows * TileScratch.Stride));
        }

        // Kernels count patterns from the first of all.
        return new PatternRows((nint)(tile - first), TileScratch.Stride, Rows, Vectors);
    }

    private static void Forward(HiddenUnit unit, in PatternRows rows, float* values)
    {
        fixed (float* weights = unit.Weights)
        {
            var forward = new ForwardAction { Rows = rows, Weights = weights, Values = values };
            ActivationDispatch.Run(unit.Activation, ref forward);
        }
    }

    private void Grow()
    {
        int rows = Math.Min(_rowsAtMost, _stored + Math.Max(8, _stored / 2));
        var larger = new AlignedBuffer(Length(rows));
        _buffer.Span.CopyTo(larger.Span);
        _buffer = larger;
    }

    private int Length(int rows) => checked(rows * Stride);

    private ref struct ForwardAction : IActivationAction
    {
        public PatternRows Rows;
        public float* Weights;
        public float* Values;

        public readonly void Run<TActivation>()
            where TActivation : struct, IActivationFunction
            => UnitKernel<TActivation>.Forward(Rows, Weights, Values);
    }
}
