using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>Values and derivatives of candidates over a tile of patterns, from their net inputs.</summary>
/// <remarks>Hot: nothing in here may call a method that is not inlined, or read a static field.</remarks>
internal static unsafe class ActivationKernel<TActivation>
    where TActivation : struct, IActivationFunction
{
    /// <summary>Turns the net inputs of <paramref name="candidates"/> into values, in place, and derivatives; rows are a tile apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Activate(int candidates, int vectors, float* values, float* derivatives)
    {
        for (int k = 0; k < candidates; k++)
        {
            float* value = values + (k * Lanes.TilePatterns);
            float* derivative = derivatives + (k * Lanes.TilePatterns);
            for (int i = 0; i < vectors * Lanes.Count; i += Lanes.Count)
            {
                Vector512<float> net = Vector512.Load(value + i);
                Vector512<float> v = TActivation.Value(net);
                Vector512.Store(v, value + i);
                Vector512.Store(TActivation.Derivative(net, v), derivative + i);
            }
        }
    }
}
