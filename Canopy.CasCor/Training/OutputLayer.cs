using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>The output units: their weights, quickprop's memory, and one epoch of training.</summary>
internal sealed unsafe class OutputLayer
{
    private readonly Dataset _data;
    private readonly Activation _activation;
    private readonly float _primeOffset;
    private readonly OutputTargets _targets;
    private readonly AlignedBuffer _outputs;
    private readonly AlignedBuffer _errors;
    private AlignedBuffer _slopes;
    private AlignedBuffer _slopeSums;

    public OutputLayer(Dataset data, Activation activation, double primeOffset, int expectedHiddenUnits)
    {
        _data = data;
        _activation = activation;
        _primeOffset = activation is Activation.Linear ? 0f : (float)primeOffset;
        _targets = new OutputTargets(data);
        _outputs = new AlignedBuffer(checked(data.Outputs * _targets.Stride));
        _errors = new AlignedBuffer(checked(data.Outputs * _targets.Stride));

        int capacity = 1 + data.Inputs + expectedHiddenUnits;
        Weights = new WeightRows(data.Outputs, 1 + data.Inputs, capacity);
        _slopes = new AlignedBuffer(Weights.Stride);
        _slopeSums = new AlignedBuffer(2 * Weights.Stride);
    }

    public WeightRows Weights { get; }

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

    /// <summary>Forward pass with the current weights: errors for the next step, and the epoch's figures.</summary>
    public EpochFigures Evaluate(in PatternRows patterns, TrainingOptions options)
    {
        OutputFigures figures = default;
        for (int first = 0; first < patterns.Vectors; first += Lanes.TileVectors)
        {
            int vectors = Math.Min(Lanes.TileVectors, patterns.Vectors - first);
            for (int o = 0; o < _data.Outputs; o++)
            {
                var rows = new OutputRows
                {
                    Weights = Weights.Values.Pointer + ((nint)o * Weights.Stride),
                    Targets = _targets.Row(o),
                    Outputs = _outputs.Pointer + ((nint)o * _targets.Stride),
                    Errors = _errors.Pointer + ((nint)o * _targets.Stride),
                    PrimeOffset = _primeOffset,
                    ErrorBitThreshold = (float)options.ErrorBitThreshold,
                };
                Forward(patterns, rows, first, vectors, ref figures);
            }
        }

        return _targets.Figures(figures, _outputs, patterns.Vectors);
    }

    /// <summary>Quickprop with the errors of the last <see cref="Evaluate"/>; false, weights unchanged, when a weight would become infinite or NaN.</summary>
    public bool Step(in PatternRows patterns, PhaseOptions options)
    {
        Weights.KeepCurrent();
        var constants = QuickpropConstants.Of(options, _data.Patterns);
        bool finite = true;
        for (int o = 0; o < _data.Outputs; o++)
        {
            double* sums = (double*)_slopeSums.Pointer;
            new Span<double>(sums, patterns.Rows).Clear();
            for (int first = 0; first < patterns.Vectors; first += Lanes.TileVectors)
            {
                int vectors = Math.Min(Lanes.TileVectors, patterns.Vectors - first);
                SlopeKernel.One(patterns, _errors.Pointer + ((nint)o * _targets.Stride), first, vectors, sums);
            }

            for (int row = 0; row < patterns.Rows; row++)
                _slopes.Pointer[row] = (float)sums[row];

            nint start = (nint)o * Weights.Stride;
            finite &= Quickprop.Update(
                Weights.Values.Pointer + start,
                Weights.Steps.Pointer + start,
                Weights.PreviousSlopes.Pointer + start,
                _slopes.Pointer,
                Weights.PaddedLength,
                constants);
        }

        if (!finite)
            Weights.ReturnToKept();
        return finite;
    }

    /// <summary>Residual errors of the current weights, centred and divided by the sum of their squares; false when not finite.</summary>
    public bool ComputeResiduals(in PatternRows patterns, TrainingOptions options, AlignedBuffer residuals)
    {
        if (!Evaluate(patterns, options).IsFinite)
            return false;

        double squares = 0;
        for (int o = 0; o < _data.Outputs; o++)
        {
            float* errors = _errors.Pointer + ((nint)o * _targets.Stride);
            for (int p = 0; p < _data.Patterns; p++)
                squares += (double)errors[p] * errors[p];
        }

        // No error at all: nothing to correlate with.
        double scale = squares > 0 ? 1.0 / squares : 0.0;
        for (int o = 0; o < _data.Outputs; o++)
        {
            float* errors = _errors.Pointer + ((nint)o * _targets.Stride);
            float* residual = residuals.Pointer + ((nint)o * _targets.Stride);
            double mean = 0;
            for (int p = 0; p < _data.Patterns; p++)
                mean += errors[p];
            mean /= _data.Patterns;
            for (int p = 0; p < _data.Patterns; p++)
                residual[p] = (float)((errors[p] - mean) * scale);
        }

        return double.IsFinite(scale);
    }

    /// <summary>Links a new unit to every output with the given weights.</summary>
    public void AddUnit(ReadOnlySpan<float> outputWeights)
    {
        Weights.AddColumn(outputWeights);
        if (_slopes.Length < Weights.Stride)
        {
            _slopes = new AlignedBuffer(Weights.Stride);
            _slopeSums = new AlignedBuffer(2 * Weights.Stride);
        }
    }

    private void Forward(in PatternRows patterns, in OutputRows rows, int first, int vectors, ref OutputFigures figures)
    {
        switch (_activation)
        {
            case Activation.Sigmoid:
                OutputKernel<SigmoidFunction>.Forward(patterns, rows, first, vectors, ref figures);
                break;
            case Activation.Tanh:
                OutputKernel<TanhFunction>.Forward(patterns, rows, first, vectors, ref figures);
                break;
            default:
                OutputKernel<IdentityFunction>.Forward(patterns, rows, first, vectors, ref figures);
                break;
        }
    }
}
