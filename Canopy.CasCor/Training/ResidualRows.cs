using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>
/// What candidates correlate with, one padded row per output: R_o = (E_o − Ē_o) / ΣE², the sum over patterns and outputs.
/// Centred and normalised once, it spares the candidates both.
/// </summary>
internal sealed unsafe class ResidualRows(int patterns, int outputs, int stride)
{
    private readonly AlignedBuffer _rows = new(checked(outputs * stride));
    private readonly double[] _norms = new double[outputs];

    public float* Pointer => _rows.Pointer;

    public int Stride => stride;

    public int Outputs => outputs;

    public int Patterns => patterns;

    /// <summary>ΣE² over patterns and outputs.</summary>
    public double Energy { get; private set; }

    /// <summary>√ΣR_o² of each output; 0 where there is no error.</summary>
    public ReadOnlySpan<double> Norms => _norms;

    /// <summary>From rows of errors of the same layout; zero where there is no error at all.</summary>
    public void Compute(AlignedBuffer errors)
    {
        double squares = 0;
        for (int o = 0; o < outputs; o++)
        {
            float* error = errors.Pointer + ((nint)o * stride);
            for (int p = 0; p < patterns; p++)
                squares += (double)error[p] * error[p];
        }

        Energy = squares;
        double scale = squares > 0 ? 1.0 / squares : 0.0;
        for (int o = 0; o < outputs; o++)
        {
            float* error = errors.Pointer + ((nint)o * stride);
            float* residual = Pointer + ((nint)o * stride);
            double mean = 0;
            for (int p = 0; p < patterns; p++)
                mean += error[p];
            mean /= patterns;

            double norm = 0;
            for (int p = 0; p < patterns; p++)
            {
                residual[p] = (float)((error[p] - mean) * scale);
                norm += (double)residual[p] * residual[p];
            }

            _norms[o] = Math.Sqrt(norm);
        }
    }
}
