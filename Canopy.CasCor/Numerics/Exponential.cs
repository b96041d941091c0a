using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Canopy.CasCor.Numerics;

/// <summary>e^x for x ≤ 0, the only range that the activations need.</summary>
internal static class Exponential
{
    /// <summary>
    /// e^x, relative error below 2e-7 for x in [−87, 0]; e^−87 (1.6e-38) below that range; NaN gives NaN or e^−87, as the
    /// hardware's maximum has it (weights are checked for NaN elsewhere).
    /// </summary>
    /// <remarks>x = n·ln 2 + r with |r| ≤ ln 2 / 2; e^r by its Taylor polynomial of degree 7; 2^n through the exponent bits.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OfNonPositive(Vector512<float> x)
    {
        // Adding 1.5·2^23 leaves round(x / ln 2) in the low bits of the sum.
        Vector512<float> shift = Vector512.Create(12582912f);

        x = Vector512.MaxNative(x, Vector512.Create(-87f));
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504f), shift);
        Vector512<float> n = shifted - shift;
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);

        Vector512<float> p = Vector512.Create(1f / 5040f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1f / 720f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1f / 120f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1f / 24f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1f / 6f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512<float>.One);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512<float>.One);
        return (p.AsInt32() + (shifted.AsInt32() << 23)).AsSingle();
    }
}
