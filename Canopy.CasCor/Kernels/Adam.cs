using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Canopy.CasCor.Kernels;

/// <summary>One step of Adam for a run of weights (Kingma and Ba 2015, algorithm 1; its ε is 1e-8).</summary>
internal static unsafe class Adam
{
    private const float Epsilon = 1e-8f;

    /// <summary>Updates <paramref name="count"/> weights, a multiple of 16; false when one is no longer finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Update(float* weights, float* means, float* squares, float* slopes, int count, in AdamConstants constants)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> decay = Vector512.Create(constants.Decay);
        Vector512<float> beta1 = Vector512.Create(constants.Beta1);
        Vector512<float> beta2 = Vector512.Create(constants.Beta2);
        Vector512<float> rest1 = Vector512.Create(1f - constants.Beta1);
        Vector512<float> rest2 = Vector512.Create(1f - constants.Beta2);
        Vector512<float> correction1 = Vector512.Create(constants.Correction1 * constants.LearningRate);
        Vector512<float> correction2 = Vector512.Create(constants.Correction2);
        Vector512<float> notFinite = zero;

        for (int i = 0; i < count; i += Numerics.Lanes.Count)
        {
            Vector512<float> w = Vector512.Load(weights + i);
            Vector512<float> s = Vector512.FusedMultiplyAdd(decay, w, Vector512.Load(slopes + i));
            Vector512<float> mean = Vector512.FusedMultiplyAdd(beta1, Vector512.Load(means + i), rest1 * s);
            Vector512<float> square = Vector512.FusedMultiplyAdd(beta2, Vector512.Load(squares + i), rest2 * s * s);

            w -= correction1 * mean / (Vector512.Sqrt(correction2 * square) + Vector512.Create(Epsilon));
            notFinite |= ~Vector512.Equals(w - w, zero);
            Vector512.Store(w, weights + i);
            Vector512.Store(mean, means + i);
            Vector512.Store(square, squares + i);
        }

        return Vector512.EqualsAll(notFinite.AsInt32(), Vector512<int>.Zero);
    }
}
