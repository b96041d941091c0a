using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>Correlations of four candidates with the residual errors over a tile.</summary>
/// <remarks>Hot: nothing in here may call a method that is not inlined, or read a static field.</remarks>
internal static unsafe class CorrelationKernel
{
    /// <summary>Adds ΣV·R_o to <c>correlations[4·o + k]</c>. R is zero in the padding: it adds nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(float* residuals, int residualStride, int outputs, int vectors, float* values, double* correlations)
    {
        const int Row = Lanes.TilePatterns;
        int count = vectors * Lanes.Count;

        for (int o = 0; o < outputs; o++)
        {
            float* r = residuals + ((nint)o * residualStride);
            Vector512<float> c0 = Vector512<float>.Zero;
            Vector512<float> c1 = Vector512<float>.Zero;
            Vector512<float> c2 = Vector512<float>.Zero;
            Vector512<float> c3 = Vector512<float>.Zero;
            for (int i = 0; i < count; i += Lanes.Count)
            {
                Vector512<float> e = Vector512.Load(r + i);
                c0 = Vector512.FusedMultiplyAdd(Vector512.Load(values + i), e, c0);
                c1 = Vector512.FusedMultiplyAdd(Vector512.Load(values + Row + i), e, c1);
                c2 = Vector512.FusedMultiplyAdd(Vector512.Load(values + (2 * Row) + i), e, c2);
                c3 = Vector512.FusedMultiplyAdd(Vector512.Load(values + (3 * Row) + i), e, c3);
            }

            (Vector128<double> low, Vector128<double> high) = Vector128.Widen(Lanes.Sum(c0, c1, c2, c3));
            double* to = correlations + (4 * o);
            Vector128.Store(Vector128.Load(to) + low, to);
            Vector128.Store(Vector128.Load(to + 2) + high, to + 2);
        }
    }
}
