using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Canopy.CasCor.Numerics;

/// <summary><see cref="Activation.Sigmoid"/>: 1 / (1 + e^−s) − 0.5, ±0.5 beyond |s| = 15. Absolute error below 1.5e-7.</summary>
internal readonly struct SigmoidFunction : IActivationFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> net)
    {
        // 0.5 − e/(1 + e) with e = e^−|s|, then the sign of s.
        Vector512<float> magnitude = Vector512.Abs(net);
        Vector512<float> e = Exponential.OfNonPositive(-magnitude);
        Vector512<float> half = Vector512.Create(0.5f);
        Vector512<float> value = half - (e / (Vector512<float>.One + e));
        value = Vector512.ConditionalSelect(Vector512.GreaterThan(magnitude, Vector512.Create(15f)), half, value);
        return value | (net & Vector512.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> net, Vector512<float> value)
        => Vector512.FusedMultiplyAdd(-value, value, Vector512.Create(0.25f));
}
