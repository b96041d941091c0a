using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>
/// What every unit that feeds others puts out for every pattern: rows for the bias, the inputs and the installed hidden
/// units. Their weights are frozen, so that each is computed once.
/// </summary>
internal sealed unsafe class ActivationCache
{
    private AlignedBuffer _buffer;
    private int _rows;

    public ActivationCache(Dataset data, int expectedHiddenUnits)
    {
        Patterns = data.Patterns;
        Stride = StrideFor(data.Patterns);
        int rows = 1 + data.Inputs;
        _buffer = new AlignedBuffer(Length(rows + expectedHiddenUnits));
        _rows = rows;

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

    public PatternRows Rows => new((nint)_buffer.Pointer, Stride, _rows, VectorsFor(Patterns));

    /// <summary>Vectors of 16 patterns, padded to an even number because kernels take two at a time.</summary>
    public static int VectorsFor(int patterns) => (patterns + (2 * Lanes.Count) - 1) / (2 * Lanes.Count) * 2;

    /// <summary>Floats from row to row. Strides of whole pages would put all rows into the same cache sets.</summary>
    public static int StrideFor(int patterns)
    {
        int padded = VectorsFor(patterns) * Lanes.Count;
        return padded % 512 == 0 ? padded + (2 * Lanes.Count) : padded;
    }

    /// <summary>Adds the row of a new unit.</summary>
    public void Add(HiddenUnit unit)
    {
        if (Length(_rows + 1) > _buffer.Length)
            Grow();

        PatternRows rows = Rows;
        float* values = rows.Activations + ((nint)_rows * Stride);
        fixed (float* weights = unit.Weights)
        {
            switch (unit.Activation)
            {
                case Activation.Sigmoid:
                    UnitKernel<SigmoidFunction>.Forward(rows, weights, values);
                    break;
                case Activation.Gaussian:
                    UnitKernel<GaussianFunction>.Forward(rows, weights, values);
                    break;
                case Activation.Tanh:
                    UnitKernel<TanhFunction>.Forward(rows, weights, values);
                    break;
                default:
                    UnitKernel<IdentityFunction>.Forward(rows, weights, values);
                    break;
            }
        }

        _rows++;
    }

    private void Grow()
    {
        var larger = new AlignedBuffer(Length(_rows + Math.Max(8, _rows / 2)));
        _buffer.Span.CopyTo(larger.Span);
        _buffer = larger;
    }

    private int Length(int rows) => checked(rows * Stride);
}
