using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>Forward pass of one hidden unit over all patterns.</summary>
internal static unsafe class UnitKernel<TActivation>
    where TActivation : struct, IActivationFunction
{
    /// <summary>Writes f(w · x) into <paramref name="values"/>, zero in the padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(in PatternRows patterns, float* weights, float* values)
    {
        int count = patterns.Vectors * Lanes.Count;
        int stride = patterns.Stride;
        int rows = patterns.Rows;
        float* bias = patterns.Activations;

        for (int i = 0; i < count; i += Lanes.Count)
        {
            float* x = bias + i;
            Vector512<float> net = Vector512<float>.Zero;
            for (int row = 0; row < rows; row++)
            {
                net = Vector512.FusedMultiplyAdd(Vector512.Load(x), Vector512.Create(weights[row]), net);
                x += stride;
            }

            // The bias row is one for patterns and zero for padding.
            Vector512.Store(TActivation.Value(net) * Vector512.Load(bias + i), values + i);
        }
    }
}
