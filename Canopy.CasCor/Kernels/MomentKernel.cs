using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>ΣV and ΣV² of four candidates over a tile.</summary>
/// <remarks>Hot: nothing in here may call a method that is not inlined, or read a static field.</remarks>
internal static unsafe class MomentKernel
{
    /// <summary>Adds ΣV to <c>sums[k]</c> and ΣV² to <c>sums[4 + k]</c>. <paramref name="bias"/> is zero for padding, whose values do not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(float* bias, int vectors, float* values, double* sums)
    {
        int count = vectors * Lanes.Count;
        for (int k = 0; k < 4; k++)
        {
            float* value = values + (k * Lanes.TilePatterns);
            Vector512<float> sum = Vector512<float>.Zero;
            Vector512<float> squares = Vector512<float>.Zero;
            for (int i = 0; i < count; i += Lanes.Count)
            {
                Vector512<float> v = Vector512.Load(value + i) * Vector512.Load(bias + i);
                sum += v;
                squares = Vector512.FusedMultiplyAdd(v, v, squares);
            }

            sums[k] += Lanes.Sum(sum);
            sums[4 + k] += Lanes.Sum(squares);
        }
    }
}
