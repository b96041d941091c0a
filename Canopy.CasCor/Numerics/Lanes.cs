using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Canopy.CasCor.Numerics;

/// <summary>
/// The fixed order of summation over patterns. Pattern p belongs to lane p mod 16; each lane adds its patterns in order
/// with fused multiply-add; lanes are then added in one tree: l + (l+8), l + (l+4), l + (l+2), l + (l+1). Tiles of
/// <see cref="TilePatterns"/> patterns are added in order, in double precision.
/// </summary>
internal static class Lanes
{
    public const int Count = 16;

    public const int TileVectors = 128;

    public const int TilePatterns = TileVectors * Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ToQuarter(Vector512<float> lanes)
    {
        Vector256<float> half = lanes.GetLower() + lanes.GetUpper();
        return half.GetLower() + half.GetUpper();
    }

    /// <summary>The sum of one set of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> lanes)
    {
        Vector128<float> quarter = ToQuarter(lanes);
        quarter += Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1));
        return quarter.GetElement(0) + quarter.GetElement(1);
    }

    /// <summary>The sums of four sets of lanes, with the bits of the sum of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sum(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        Vector128<float> qa = ToQuarter(a);
        Vector128<float> qb = ToQuarter(b);
        Vector128<float> qc = ToQuarter(c);
        Vector128<float> qd = ToQuarter(d);
        if (Sse.IsSupported)
        {
            Vector128<float> ab = Sse.MoveLowToHigh(qa, qb) + Sse.MoveHighToLow(qb, qa);
            Vector128<float> cd = Sse.MoveLowToHigh(qc, qd) + Sse.MoveHighToLow(qd, qc);
            return Sse.Shuffle(ab, cd, 0b10_00_10_00) + Sse.Shuffle(ab, cd, 0b11_01_11_01);
        }

        return Vector128.Create(
            (qa[0] + qa[2]) + (qa[1] + qa[3]),
            (qb[0] + qb[2]) + (qb[1] + qb[3]),
            (qc[0] + qc[2]) + (qc[1] + qc[3]),
            (qd[0] + qd[2]) + (qd[1] + qd[3]));
    }

    /// <summary>The sums of eight sets of lanes, with the bits of the sum of one, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sum(
        Vector512<float> a0, Vector512<float> a1, Vector512<float> a2, Vector512<float> a3,
        Vector512<float> b0, Vector512<float> b1, Vector512<float> b2, Vector512<float> b3)
    {
        if (!Avx512F.IsSupported)
            return Vector256.Create(Sum(a0, a1, a2, a3), Sum(b0, b1, b2, b3));

        // Each step halves the lanes of two sets and puts them side by side: half the additions of summing them alone.
        Vector512<float> a = Quarters(Halves(a0, a1), Halves(a2, a3));
        Vector512<float> b = Quarters(Halves(b0, b1), Halves(b2, b3));
        Vector512<float> pairs = Avx512F.Shuffle(a, b, 0b01_00_01_00) + Avx512F.Shuffle(a, b, 0b11_10_11_10);
        Vector512<float> sums = pairs + Avx512F.Permute4x32(pairs, 0b10_11_00_01);
        return Avx512F.PermuteVar16x32(sums, Vector512.Create(0, 4, 8, 12, 2, 6, 10, 14, 0, 0, 0, 0, 0, 0, 0, 0)).GetLower();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Halves(Vector512<float> x, Vector512<float> y)
        => Avx512F.Shuffle4x128(x, y, 0b01_00_01_00) + Avx512F.Shuffle4x128(x, y, 0b11_10_11_10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(Vector512<float> x, Vector512<float> y)
        => Avx512F.Shuffle4x128(x, y, 0b10_00_10_00) + Avx512F.Shuffle4x128(x, y, 0b11_01_11_01);
}
