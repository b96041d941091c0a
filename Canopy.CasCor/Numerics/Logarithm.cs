using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Canopy.CasCor.Numerics;

/// <summary>The natural logarithm of numbers from 1 up, which is all that the cross-entropy needs.</summary>
internal static class Logarithm
{
    /// <summary>ln x for finite x ≥ 1, absolute error below 1e-7 up to 2, relative error below 3e-7 beyond.</summary>
    /// <remarks>
    /// x = 2^n·m with m in [1/√2, √2); ln m = 2 artanh(t) with t = (m − 1)/(m + 1), by its series up to t^9; n·ln 2 in two parts.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OfAtLeastOne(Vector512<float> x)
    {
        Vector512<int> bits = x.AsInt32();
        Vector512<int> n = (bits - Vector512.Create(0x3F3504F3)) >> 23;
        Vector512<float> m = (bits - (n << 23)).AsSingle();
        Vector512<float> exponent = Vector512.ConvertToSingle(n);

        Vector512<float> one = Vector512<float>.One;
        Vector512<float> t = (m - one) / (m + one);
        Vector512<float> z = t * t;
        Vector512<float> p = Vector512.Create(2f / 9f);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2f / 7f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2f / 5f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2f / 3f));
        p = Vector512.FusedMultiplyAdd(p * z, t, t + t);

        // 0.693359375 has nine bits, so that its product with n is exact.
        p = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(-2.12194440e-4f), p);
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(0.693359375f), p);
    }
}
