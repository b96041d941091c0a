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
}
