using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>
/// What is trained in four candidates, interleaved: <c>[4·row + lane]</c>. First come the input weights, a row for each row of
/// activations; then, with the error objective, an output weight for each output.
/// </summary>
internal sealed unsafe class CandidateParameters
{
    private const int Size = CandidateBlock.Size;

    private int _capacity;

    public CandidateParameters(int expectedRows) => Allocate(expectedRows);

    /// <summary>Weights per candidate.</summary>
    public int Count { get; private set; }

    public AlignedBuffer Weights { get; private set; } = null!;

    public AlignedBuffer Steps { get; private set; } = null!;

    public AlignedBuffer PreviousSlopes { get; private set; } = null!;

    public AlignedBuffer Slopes { get; private set; } = null!;

    /// <summary>Slopes in double precision, for the rows of activations.</summary>
    public AlignedBuffer SlopeSums { get; private set; } = null!;

    private int PaddedLength => ((Size * Count) + Lanes.Count - 1) / Lanes.Count * Lanes.Count;

    /// <summary>Forgets all; from now on each candidate has <paramref name="count"/> weights, all zero.</summary>
    public void Clear(int count)
    {
        Count = count;
        if (count > _capacity)
            Allocate(Math.Max(count, _capacity + (_capacity / 2)));

        Weights.Span.Clear();
        Steps.Span.Clear();
        PreviousSlopes.Span.Clear();
    }

    /// <summary>An update of all weights; false when one became infinite or NaN.</summary>
    public bool Update(in UpdateRule rule)
        => rule.Apply(Weights.Pointer, Steps.Pointer, PreviousSlopes.Pointer, Slopes.Pointer, PaddedLength);

    private void Allocate(int rows)
    {
        _capacity = (rows + 3) / 4 * 4;
        Weights = new AlignedBuffer(Size * _capacity);
        Steps = new AlignedBuffer(Size * _capacity);
        PreviousSlopes = new AlignedBuffer(Size * _capacity);
        Slopes = new AlignedBuffer(Size * _capacity);
        SlopeSums = new AlignedBuffer(2 * Size * _capacity);
    }
}
