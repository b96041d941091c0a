using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>The output units: their weights, the optimiser's memory, and one epoch of training.</summary>
internal sealed unsafe class OutputLayer
{
    private readonly Dataset _data;
    private readonly OutputPass _pass;
    private readonly bool _inDouble;
    private readonly TileScratch _scratch = new();
    private AlignedBuffer _slopes;
    private AlignedBuffer _slopeSums;

    /// <summary>Lays out the weights of a network without hidden units, all zero.</summary>
    public OutputLayer(Dataset data, TrainingOptions options, int expectedHiddenUnits)
    {
        _data = data;
        _inDouble = options.SumPrecision is SumPrecision.Double;
        _pass = new OutputPass(data, options.OutputActivation, options.SigmoidPrimeOffset);
        Residuals = new ResidualRows(data.Patterns, data.Outputs, _pass.Stride);

        int capacity = 1 + data.Inputs + expectedHiddenUnits;
        Weights = new WeightRows(data.Outputs, 1 + data.Inputs, capacity);
        _slopes = new AlignedBuffer(Weights.Stride);
        _slopeSums = new AlignedBuffer(checked(2 * data.Outputs * Weights.Stride));
    }

    public WeightRows Weights { get; }

    /// <summary>What candidates correlate with; see <see cref="ComputeResiduals"/>.</summary>
    public ResidualRows Residuals { get; }

    /// <summary>Initial weights, output after output.</summary>
    public void Initialise(Xoshiro256 random, double range)
    {
        for (int o = 0; o < _data.Outputs; o++)
        {
            Span<float> row = Weights.RowOf(Weights.Values, o);
            for (int i = 0; i < row.Length; i++)
                row[i] = random.NextSymmetric(range);
        }

        Weights.KeepCurrent();
    }

    /// <summary>The epoch's figures with the current weights, and the slopes for the next step.</summary>
    public EpochFigures Evaluate(ActivationCache cache, double errorBitThreshold)
    {
        OutputFigures figures = default;
        EvaluateRange(cache, Weights.Values, 0, cache.Vectors, errorBitThreshold, ref figures);
        return _pass.Figures(figures, cache.Vectors);
    }

    /// <summary>An update with the slopes of the last evaluation; false, weights unchanged, when a weight would become infinite or NaN.</summary>
    public bool Step(in UpdateRule rule)
    {
        Weights.KeepCurrent();
        bool finite = true;
        for (int o = 0; o < _data.Outputs; o++)
        {
            double* sums = SlopeSums(o);
            for (int row = 0; row < Weights.Columns; row++)
                _slopes.Pointer[row] = (float)sums[row];

            nint start = (nint)o * Weights.Stride;
            finite &= rule.Apply(
                Weights.Values.Pointer + start,
                Weights.Steps.Pointer + start,
                Weights.PreviousSlopes.Pointer + start,
                _slopes.Pointer,
                Weights.PaddedLength);
        }

        if (!finite)
            Weights.ReturnToKept();
        return finite;
    }

    /// <summary>
    /// An epoch of mini-batches, with an update after each; <paramref name="update"/> counts them. The figures add up each batch's
    /// before its update. False when the error or a weight became infinite or NaN.
    /// </summary>
    public bool TrainInBatches(ActivationCache cache, TrainingOptions options, ref long update, out EpochFigures figures)
    {
        int batch = Batches.Vectors(options.Output, cache.Vectors);
        OutputFigures sums = default;
        bool finite = true;
        for (int first = 0; finite && first < cache.Vectors; first += batch)
        {
            EvaluateRange(cache, Weights.Values, first, Math.Min(batch, cache.Vectors - first), options.ErrorBitThreshold, ref sums);
            finite = double.IsFinite(sums.Error) && Step(new UpdateRule(options.Output, _data.Patterns, ++update));
        }

        figures = _pass.Figures(sums, cache.Vectors);
        return finite;
    }

    /// <summary>
    /// Takes the errors of the last output epoch as the residuals of the candidate phase. They are the errors before that
    /// epoch's step, as in the C program with its cache: where quickprop ends an output phase in a cycle of four epochs,
    /// errors after the step show the same bad point of the cycle to every candidate, and 1 in 100 two-spirals runs is lost.
    /// </summary>
    public void ComputeResiduals() => Residuals.Compute(_pass.Errors);

    /// <summary><see cref="ComputeResiduals"/> when the errors are no longer there: evaluates the weights before the last step.</summary>
    public void RecallResiduals(ActivationCache cache)
    {
        OutputFigures ignored = default;
        EvaluateRange(cache, Weights.Kept, 0, cache.Vectors, errorBitThreshold: 1, ref ignored);
        ComputeResiduals();
    }

    /// <summary>The residuals of an output phase in mini-batches, whose errors are of many weights: those of the weights as they are.</summary>
    public void ComputeResidualsAfterBatches(ActivationCache cache)
    {
        Weights.KeepCurrent();
        RecallResiduals(cache);
    }

    /// <summary>Links a new unit to every output with the given weights.</summary>
    public void AddUnit(ReadOnlySpan<float> outputWeights)
    {
        Weights.AddColumn(outputWeights);
        if (_slopes.Length < Weights.Stride)
        {
            _slopes = new AlignedBuffer(Weights.Stride);
            _slopeSums = new AlignedBuffer(checked(2 * _data.Outputs * Weights.Stride));
        }
    }

    private double* SlopeSums(int output) => (double*)_slopeSums.Pointer + ((nint)output * Weights.Stride);

    private void EvaluateRange(
        ActivationCache cache, AlignedBuffer weights, int firstVector, int vectors, double errorBitThreshold, ref OutputFigures figures)
    {
        _slopeSums.Span.Clear();
        int end = firstVector + vectors;
        for (int first = firstVector; first < end; first += Lanes.TileVectors)
        {
            int count = Math.Min(Lanes.TileVectors, end - first);
            PatternRows patterns = cache.Tile(first, count, _scratch);
            _pass.AddTile(patterns, cache.Bias, weights.Pointer, Weights.Stride, first, count, errorBitThreshold, ref figures);
            for (int o = 0; o < _data.Outputs; o++)
            {
                if (_inDouble)
                    DoubleSums.SlopesOfOne(patterns, _pass.ErrorRow(o), first, count, SlopeSums(o));
                else
                    SlopeKernel.One(patterns, _pass.ErrorRow(o), first, count, SlopeSums(o));
            }
        }
    }
}
