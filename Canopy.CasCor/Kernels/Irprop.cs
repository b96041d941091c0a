using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Canopy.CasCor.Kernels;

/// <summary>
/// One step of iRPROP− for a run of weights (Igel and Hüsken 2003, §2.2). A weight's step size grows while its slope keeps its
/// sign; when the sign changes the step size shrinks and the weight waits for an epoch.
/// </summary>
internal static unsafe class Irprop
{
    /// <summary>
    /// Updates <paramref name="count"/> weights, a multiple of 16; false when one is no longer finite. Step sizes of zero are those of
    /// new weights: they start at the initial step.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Update(float* weights, float* stepSizes, float* previousSlopes, float* slopes, int count, in IrpropConstants constants)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> initial = Vector512.Create(constants.InitialStep);
        Vector512<float> growth = Vector512.Create(constants.Growth);
        Vector512<float> shrink = Vector512.Create(constants.Shrink);
        Vector512<float> largest = Vector512.Create(constants.MaxStep);
        Vector512<float> decay = Vector512.Create(constants.Decay);
        Vector512<float> sign = Vector512.Create(-0f);
        Vector512<float> notFinite = zero;

        for (int i = 0; i < count; i += Numerics.Lanes.Count)
        {
            Vector512<float> w = Vector512.Load(weights + i);
            Vector512<float> size = Vector512.Load(stepSizes + i);
            Vector512<float> p = Vector512.Load(previousSlopes + i);
            Vector512<float> s = Vector512.FusedMultiplyAdd(decay, w, Vector512.Load(slopes + i));

            // Signs are compared, not multiplied: the product of two small slopes would vanish.
            Vector512<float> both = ~(Vector512.Equals(p, zero) | Vector512.Equals(s, zero));
            Vector512<float> differ = Vector512.LessThan((p ^ s).AsInt32(), Vector512<int>.Zero).AsSingle() & both;
            Vector512<float> agree = both & ~differ;

            size = Vector512.ConditionalSelect(Vector512.Equals(size, zero), initial, size);
            size = Vector512.ConditionalSelect(agree, size * growth, Vector512.ConditionalSelect(differ, size * shrink, size));
            size = Vector512.ConditionalSelect(Vector512.GreaterThan(size, largest), largest, size);
            Vector512<float> kept = Vector512.ConditionalSelect(differ, zero, s);
            Vector512<float> step = Vector512.ConditionalSelect(Vector512.Equals(kept, zero), zero, size ^ (~kept & sign));

            // A slope that is NaN must not pass for one that is not zero.
            w = w + step + (s - s);
            notFinite |= ~Vector512.Equals(w - w, zero);
            Vector512.Store(w, weights + i);
            Vector512.Store(size, stepSizes + i);
            Vector512.Store(kept, previousSlopes + i);
        }

        return Vector512.EqualsAll(notFinite.AsInt32(), Vector512<int>.Zero);
    }
}
