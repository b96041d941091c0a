using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>
/// Σ a·b over the patterns of a tile in double precision throughout, where <see cref="Lanes"/> has it in single precision up
/// to the tile's end: the same 16 lanes and the same tree. Products of two floats are exact in a double.
/// </summary>
internal static unsafe class DoubleSums
{
    /// <summary>The sum for one pair of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(float* a, float* b, int vectors)
    {
        Vector512<double> low = Vector512<double>.Zero;
        Vector512<double> high = Vector512<double>.Zero;
        for (int i = 0; i < vectors * Lanes.Count; i += Lanes.Count)
        {
            (Vector512<double> al, Vector512<double> ah) = Vector512.Widen(Vector512.Load(a + i));
            (Vector512<double> bl, Vector512<double> bh) = Vector512.Widen(Vector512.Load(b + i));
            low = Vector512.FusedMultiplyAdd(al, bl, low);
            high = Vector512.FusedMultiplyAdd(ah, bh, high);
        }

        Vector512<double> eight = low + high;
        Vector256<double> four = eight.GetLower() + eight.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    /// <summary><see cref="CorrelationKernel.Accumulate"/>.</summary>
    public static void Correlations(float* residuals, int residualStride, int outputs, int vectors, float* values, double* correlations)
    {
        for (int o = 0; o < outputs; o++)
        {
            for (int k = 0; k < 4; k++)
                correlations[(4 * o) + k] += Of(values + (k * Lanes.TilePatterns), residuals + ((nint)o * residualStride), vectors);
        }
    }

    /// <summary><see cref="MomentKernel.Accumulate"/>.</summary>
    public static void Moments(float* bias, int vectors, float* values, double* sums)
    {
        for (int k = 0; k < 4; k++)
        {
            float* value = values + (k * Lanes.TilePatterns);
            sums[k] += Of(value, bias, vectors);
            sums[4 + k] += SquaresOf(value, bias, vectors);
        }
    }

    /// <summary><see cref="SlopeKernel.Four"/>.</summary>
    public static void SlopesOfFour(in PatternRows patterns, float* deltas, int deltaStride, int firstVector, int vectors, double* slopes)
    {
        for (int row = 0; row < patterns.Rows; row++)
        {
            float* x = patterns.Activations + ((nint)row * patterns.Stride) + (firstVector * Lanes.Count);
            for (int k = 0; k < 4; k++)
                slopes[(4 * row) + k] += Of(deltas + (k * (nint)deltaStride), x, vectors);
        }
    }

    /// <summary><see cref="SlopeKernel.One"/>.</summary>
    public static void SlopesOfOne(in PatternRows patterns, float* delta, int firstVector, int vectors, double* slopes)
    {
        int first = firstVector * Lanes.Count;
        for (int row = 0; row < patterns.Rows; row++)
            slopes[row] += Of(delta + first, patterns.Activations + ((nint)row * patterns.Stride) + first, vectors);
    }

    /// <summary>Σ(a·m)², m being 1 or 0.</summary>
    private static double SquaresOf(float* a, float* mask, int vectors)
    {
        Vector512<double> low = Vector512<double>.Zero;
        Vector512<double> high = Vector512<double>.Zero;
        for (int i = 0; i < vectors * Lanes.Count; i += Lanes.Count)
        {
            (Vector512<double> l, Vector512<double> h) = Vector512.Widen(Vector512.Load(a + i) * Vector512.Load(mask + i));
            low = Vector512.FusedMultiplyAdd(l, l, low);
            high = Vector512.FusedMultiplyAdd(h, h, high);
        }

        Vector512<double> eight = low + high;
        Vector256<double> four = eight.GetLower() + eight.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }
}
