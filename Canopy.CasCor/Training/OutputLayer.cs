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

    /// <summary>Lays out the weights of a network without hidden units, all zero.</summary>
    public OutputLayer(Dataset data, Activation activation, double primeOffset, int expectedHiddenUnits)
    {
        _data = data;
        _activation = activation;
        _primeOffset = activation is Activation.Linear ? 0f : (float)primeOffset;
        _targets = new OutputTargets(data);
        _outputs = new AlignedBuffer(checked(data.Outputs * _targets.Stride));
        _errors = new AlignedBuffer(checked(data.Outputs * _targets.Stride));
        Residuals = new ResidualRows(data.Patterns, data.Outputs, _targets.Stride);

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
    public EpochFigures Evaluate(in PatternRows patterns, TrainingOptions options) => EvaluateWith(patterns, options, Weights.Values);

    /// <summary>Quickprop with the slopes of the last evaluation; false, weights unchanged, when a weight would become infinite or NaN.</summary>
    public bool Step(PhaseOptions options)
    {
        Weights.KeepCurrent();
        var constants = QuickpropConstants.Of(options, _data.Patterns);
        bool finite = true;
        for (int o = 0; o < _data.Outputs; o++)
        {
            double* sums = SlopeSums(o);
            for (int row = 0; row < Weights.Columns; row++)
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

    /// <summary>
    /// Takes the errors of the last output epoch as the residuals of the candidate phase. They are the errors before that
    /// epoch's step, as in the C program with its cache: where quickprop ends an output phase in a cycle of four epochs,
    /// errors after the step show the same bad point of the cycle to every candidate, and 1 in 100 two-spirals runs is lost.
    /// </summary>
    public void ComputeResiduals() => Residuals.Compute(_errors);

    /// <summary><see cref="ComputeResiduals"/> when the errors are no longer there: evaluates the weights before the last step.</summary>
    public void RecallResiduals(in PatternRows patterns, TrainingOptions options)
    {
        EvaluateWith(patterns, options, Weights.Kept);
        ComputeResiduals();
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

    private EpochFigures EvaluateWith(in PatternRows patterns, TrainingOptions options, AlignedBuffer weights)
    {
        _slopeSums.Span.Clear();
        OutputFigures figures = default;
        for (int first = 0; first < patterns.Vectors; first += Lanes.TileVectors)
        {
            int vectors = Math.Min(Lanes.TileVectors, patterns.Vectors - first);
            for (int o = 0; o < _data.Outputs; o++)
            {
                var rows = new OutputRows
                {
                    Weights = weights.Pointer + ((nint)o * Weights.Stride),
                    Targets = _targets.Row(o),
                    Outputs = _outputs.Pointer + ((nint)o * _targets.Stride),
                    Errors = _errors.Pointer + ((nint)o * _targets.Stride),
                    PrimeOffset = _primeOffset,
                    ErrorBitThreshold = (float)options.ErrorBitThreshold,
                };
                Forward(patterns, rows, first, vectors, ref figures);
                SlopeKernel.One(patterns, rows.Errors, first, vectors, SlopeSums(o));
            }
        }

        return _targets.Figures(figures, _outputs, patterns.Vectors);
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
