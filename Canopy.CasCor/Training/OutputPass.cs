using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>The outputs' forward pass over the patterns of a data set: outputs, errors and figures.</summary>
internal sealed unsafe class OutputPass
{
    private readonly Dataset _data;
    private readonly Activation _activation;
    private readonly float _primeOffset;
    private readonly OutputTargets _targets;
    private readonly AlignedBuffer _outputs;

    public OutputPass(Dataset data, Activation activation, double primeOffset)
    {
        _data = data;
        _activation = activation;
        _primeOffset = activation is Activation.Linear ? 0f : (float)primeOffset;
        _targets = new OutputTargets(data);
        _outputs = new AlignedBuffer(checked(data.Outputs * _targets.Stride));
        Errors = new AlignedBuffer(checked(data.Outputs * _targets.Stride));
    }

    /// <summary>Floats from one output's row to the next.</summary>
    public int Stride => _targets.Stride;

    /// <summary>E of the last pass, a row per output: (out − target)(f′ + offset); with softmax out − target.</summary>
    public AlignedBuffer Errors { get; }

    public float* ErrorRow(int output) => Errors.Pointer + ((nint)output * Stride);

    /// <summary>Adds a tile; <paramref name="patterns"/> holds its activations, <paramref name="weights"/> a row per output.</summary>
    public void AddTile(
        in PatternRows patterns, float* bias, float* weights, int weightStride, int firstVector, int vectors, double errorBitThreshold, ref OutputFigures figures)
    {
        for (int o = 0; o < _data.Outputs; o++)
        {
            OutputRows rows = RowsOf(o, weights + ((nint)o * weightStride), errorBitThreshold);
            if (_activation is Activation.Softmax)
            {
                NetKernel.One(patterns, rows.Weights, firstVector, vectors, rows.Outputs);
            }
            else
            {
                var forward = new ForwardAction { Patterns = patterns, Rows = rows, FirstVector = firstVector, Vectors = vectors, Figures = ref figures };
                ActivationDispatch.Run(_activation, ref forward);
            }
        }

        if (_activation is not Activation.Softmax)
            return;

        OutputRows first = RowsOf(0, weights, errorBitThreshold);
        if (_data.Outputs == 1)
            SoftmaxKernel.Two(first, bias, firstVector, vectors, ref figures);
        else
            SoftmaxKernel.Several(first, _data.Outputs, Stride, bias, firstVector, vectors, ref figures);
    }

    public EpochFigures Figures(in OutputFigures sums, int vectors)
        => _targets.Figures(sums, crossEntropy: _activation is Activation.Softmax, _outputs, vectors);

    private OutputRows RowsOf(int output, float* weights, double errorBitThreshold) => new()
    {
        Weights = weights,
        Targets = _targets.Row(output),
        Outputs = _outputs.Pointer + ((nint)output * Stride),
        Errors = ErrorRow(output),
        PrimeOffset = _primeOffset,
        ErrorBitThreshold = (float)errorBitThreshold,
    };

    private ref struct ForwardAction : IActivationAction
    {
        public PatternRows Patterns;
        public OutputRows Rows;
        public int FirstVector;
        public int Vectors;
        public ref OutputFigures Figures;

        public readonly void Run<TActivation>()
            where TActivation : struct, IActivationFunction
            => OutputKernel<TActivation>.Forward(Patterns, Rows, FirstVector, Vectors, ref Figures);
    }
}
