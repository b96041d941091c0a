using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Canopy.CasCor.Numerics;

/// <summary><see cref="Activation.Sine"/>, of the net input cut off at ±100,000. Absolute error below 3e-7 for |s| ≤ 1000.</summary>
/// <remarks>s = nπ + r with |r| ≤ π/2, π in three parts (Cody and Waite 1980); sin r and cos r by their Taylor polynomials.</remarks>
internal readonly struct SineFunction : IActivationFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> net)
    {
        Vector512<float> r = Reduce(net, out Vector512<float> sign);
        Vector512<float> z = r * r;

        Vector512<float> p = Vector512.Create(1f / 6227020800f);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-1f / 39916800f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(1f / 362880f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-1f / 5040f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(1f / 120f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-1f / 6f));
        return Within(Vector512.FusedMultiplyAdd(p * z, r, r)) ^ sign;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> net, Vector512<float> value)
    {
        Vector512<float> r = Reduce(net, out Vector512<float> sign);
        Vector512<float> z = r * r;

        Vector512<float> p = Vector512.Create(1f / 479001600f);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-1f / 3628800f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(1f / 40320f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-1f / 720f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(1f / 24f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.5f));
        return Within(Vector512.FusedMultiplyAdd(p, z, Vector512<float>.One)) ^ sign;
    }

    /// <summary>r, and the sign bit of (−1)^n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Reduce(Vector512<float> net, out Vector512<float> sign)
    {
        // Adding 1.5·2^23 leaves round(s / π) in the low bits of the sum; its last bit says whether it is odd.
        Vector512<float> shift = Vector512.Create(12582912f);

        Vector512<float> s = Vector512.MaxNative(Vector512.Create(-100_000f), Vector512.MinNative(Vector512.Create(100_000f), net));
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(s, Vector512.Create(0.318309886f), shift);
        Vector512<float> n = shifted - shift;
        sign = (shifted.AsInt32() << 31).AsSingle();
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-3.140625f), s);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-9.67502593994140625e-4f), r);
        return Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.5099579909783764e-7f), r);
    }

    /// <summary>Rounding may carry a value past ±1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Within(Vector512<float> value)
        => Vector512.MaxNative(-Vector512<float>.One, Vector512.MinNative(Vector512<float>.One, value));
}
