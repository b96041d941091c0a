using System.Runtime.Intrinsics;
using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>Four candidates whose weights are interleaved: <c>[4·row + lane]</c>, correlations <c>[4·output + lane]</c>.</summary>
internal sealed unsafe class CandidateBlock
{
    public const int Size = 4;

    private readonly int _outputs;
    private readonly AlignedBuffer _correlations;
    private readonly AlignedBuffer _correlationSums;
    private int _rows;
    private int _capacity;
    private AlignedBuffer _weights = null!;
    private AlignedBuffer _steps = null!;
    private AlignedBuffer _previousSlopes = null!;
    private AlignedBuffer _slopes = null!;
    private AlignedBuffer _slopeSums = null!;

    public CandidateBlock(int outputs, int expectedRows)
    {
        _outputs = outputs;
        _correlations = new AlignedBuffer(Size * outputs);
        _correlationSums = new AlignedBuffer(2 * Size * outputs);
        Allocate(expectedRows);
    }

    private int PaddedLength => ((Size * _rows) + Lanes.Count - 1) / Lanes.Count * Lanes.Count;

    /// <summary>Forgets all; from now on each candidate has <paramref name="rows"/> weights.</summary>
    public void Clear(int rows)
    {
        _rows = rows;
        if (rows > _capacity)
            Allocate(Math.Max(rows, _capacity + (_capacity / 2)));

        _weights.Span.Clear();
        _steps.Span.Clear();
        _previousSlopes.Span.Clear();
        _correlations.Span.Clear();
    }

    public void SetWeight(int lane, int row, float weight) => _weights.Pointer[(Size * row) + lane] = weight;

    public void CopyLane(int from, int to)
    {
        for (CandidateVector vector = CandidateVector.Weights; vector <= CandidateVector.Correlations; vector++)
        {
            AlignedBuffer buffer = Buffer(vector);
            for (int i = 0; i < LengthOf(vector); i++)
                buffer.Pointer[(Size * i) + to] = buffer.Pointer[(Size * i) + from];
        }
    }

    /// <summary>One candidate's weights, steps, slopes or correlations.</summary>
    public float[] ToArray(CandidateVector vector, int lane)
    {
        float[] copy = new float[LengthOf(vector)];
        for (int i = 0; i < copy.Length; i++)
            copy[i] = Buffer(vector).Pointer[(Size * i) + lane];
        return copy;
    }

    public void CopyFrom(CandidateVector vector, int lane, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            Buffer(vector).Pointer[(Size * i) + lane] = values[i];
    }

    public int LengthOf(CandidateVector vector) => vector is CandidateVector.Correlations ? _outputs : _rows;

    public float CorrelationOf(int lane, int output) => _correlations.Pointer[(Size * output) + lane];

    /// <summary>Begins an epoch.</summary>
    public void Begin()
    {
        _slopeSums.Span[..(2 * Size * _rows)].Clear();
        _correlationSums.Span.Clear();
    }

    /// <summary>Adds a tile to this epoch's correlations, and to its slopes, which take the signs of the epoch before.</summary>
    public void AddTile(in CandidateEpochTask task, int firstVector, int vectors, CandidateScratch scratch)
    {
        PatternRows patterns = task.Patterns;
        double* correlationSums = (double*)_correlationSums.Pointer;
        float* residual = task.Residuals.Pointer + (firstVector * Lanes.Count);
        float* values = scratch.Values.Pointer;
        float* derivatives = scratch.Derivatives.Pointer;

        if (_outputs == 1 && Vector512.IsHardwareAccelerated)
        {
            ForwardForOneOutput(task.Activation, patterns, firstVector, vectors, residual, derivatives, correlationSums);
        }
        else
        {
            NetKernel.Four(patterns, _weights.Pointer, firstVector, vectors, values);
            Activate(task.Activation, vectors, values, derivatives);
            CorrelationKernel.Accumulate(
                residual, task.Residuals.Stride, _outputs, vectors, values, derivatives, _correlations.Pointer, correlationSums);
        }

        if (!task.CorrelationsOnly)
            SlopeKernel.Four(patterns, derivatives, Lanes.TilePatterns, firstVector, vectors, (double*)_slopeSums.Pointer);
    }

    /// <summary>Ends an epoch with a quickprop step; false when a weight became infinite or NaN.</summary>
    public bool End(in CandidateEpochTask task)
    {
        double* correlationSums = (double*)_correlationSums.Pointer;
        for (int i = 0; i < Size * _outputs; i++)
            _correlations.Pointer[i] = (float)correlationSums[i];
        if (task.CorrelationsOnly)
            return true;

        double* slopeSums = (double*)_slopeSums.Pointer;
        for (int i = 0; i < Size * _rows; i++)
            _slopes.Pointer[i] = (float)slopeSums[i];
        return Quickprop.Update(_weights.Pointer, _steps.Pointer, _previousSlopes.Pointer, _slopes.Pointer, PaddedLength, task.Quickprop);
    }

    private AlignedBuffer Buffer(CandidateVector vector) => vector switch
    {
        CandidateVector.Weights => _weights,
        CandidateVector.Steps => _steps,
        CandidateVector.PreviousSlopes => _previousSlopes,
        _ => _correlations,
    };

    private static void Activate(Activation activation, int vectors, float* values, float* derivatives)
    {
        switch (activation)
        {
            case Activation.Sigmoid:
                CandidateKernel<SigmoidFunction>.Activate(vectors, values, derivatives);
                break;
            case Activation.Gaussian:
                CandidateKernel<GaussianFunction>.Activate(vectors, values, derivatives);
                break;
            default:
                CandidateKernel<TanhFunction>.Activate(vectors, values, derivatives);
                break;
        }
    }

    private void ForwardForOneOutput(
        Activation activation, in PatternRows patterns, int first, int vectors, float* residual, float* deltas, double* sums)
    {
        float* weights = _weights.Pointer;
        float* previous = _correlations.Pointer;
        switch (activation)
        {
            case Activation.Sigmoid:
                CandidateKernel<SigmoidFunction>.ForwardForOneOutput(patterns, weights, first, vectors, residual, previous, deltas, sums);
                break;
            case Activation.Gaussian:
                CandidateKernel<GaussianFunction>.ForwardForOneOutput(patterns, weights, first, vectors, residual, previous, deltas, sums);
                break;
            default:
                CandidateKernel<TanhFunction>.ForwardForOneOutput(patterns, weights, first, vectors, residual, previous, deltas, sums);
                break;
        }
    }

    private void Allocate(int rows)
    {
        _capacity = (rows + 3) / 4 * 4;
        _weights = new AlignedBuffer(Size * _capacity);
        _steps = new AlignedBuffer(Size * _capacity);
        _previousSlopes = new AlignedBuffer(Size * _capacity);
        _slopes = new AlignedBuffer(Size * _capacity);
        _slopeSums = new AlignedBuffer(2 * Size * _capacity);
    }
}
