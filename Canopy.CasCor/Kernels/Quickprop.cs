using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Canopy.CasCor.Kernels;

/// <summary>
/// One quickprop step for a run of weights (S. E. Fahlman, CMU-CS-88-162, in the form of the authors' C program 1.33).
/// With slope s (weight decay included), previous slope p and last step d, the step is, where d is negative:
/// −ε·s if s is positive, plus μ·d if s ≥ p·μ/(1+μ), else plus d·s/(p−s); mirrored where d is positive; −ε·s where d is zero.
/// </summary>
internal static unsafe class Quickprop
{
    /// <summary>Updates <paramref name="count"/> weights, a multiple of 16; false when one is no longer finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Update(float* weights, float* steps, float* previousSlopes, float* slopes, int count, in QuickpropConstants constants)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> minusEpsilon = Vector512.Create(-constants.Epsilon);
        Vector512<float> decay = Vector512.Create(constants.Decay);
        Vector512<float> mu = Vector512.Create(constants.Mu);
        Vector512<float> shrink = Vector512.Create(constants.Mu / (1f + constants.Mu));
        Vector512<float> sign = Vector512.Create(-0f);
        Vector512<float> notFinite = zero;

        for (int i = 0; i < count; i += Numerics.Lanes.Count)
        {
            Vector512<float> w = Vector512.Load(weights + i);
            Vector512<float> d = Vector512.Load(steps + i);
            Vector512<float> p = Vector512.Load(previousSlopes + i);
            Vector512<float> s = Vector512.FusedMultiplyAdd(decay, w, Vector512.Load(slopes + i));

            // Mirrored so that d is never positive: one set of comparisons serves both signs.
            Vector512<float> flip = Vector512.GreaterThan(d, zero) & sign;
            Vector512<float> ms = s ^ flip;
            Vector512<float> limit = shrink * (p ^ flip);
            Vector512<float> gap = p - s;

            // p = s would divide by zero where the parabola has no minimum: grow by mu instead.
            Vector512<float> grow = Vector512.GreaterThanOrEqual(ms, limit) | Vector512.Equals(gap, zero);
            Vector512<float> quadratic = Vector512.ConditionalSelect(grow, mu * d, d * s / gap);
            Vector512<float> still = Vector512.Equals(d, zero);
            Vector512<float> linear = Vector512.ConditionalSelect(Vector512.GreaterThan(ms, zero) | still, minusEpsilon * s, zero);
            Vector512<float> step = linear + Vector512.ConditionalSelect(still, zero, quadratic);

            w += step;
            notFinite |= ~Vector512.Equals(w - w, zero);
            Vector512.Store(w, weights + i);
            Vector512.Store(step, steps + i);
            Vector512.Store(s, previousSlopes + i);
        }

        return Vector512.EqualsAll(notFinite.AsInt32(), Vector512<int>.Zero);
    }
}
