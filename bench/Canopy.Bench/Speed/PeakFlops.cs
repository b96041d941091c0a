using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Canopy.Bench.Speed;

/// <summary>What one core can do at most: single-precision multiplications and additions, fused, from register to register.</summary>
/// <remarks>
/// Twelve sums that do not wait for each other: more than latency times throughput, and few enough for 16 registers. The loops
/// are not inlined: beside a call, .NET keeps the sums in memory.
/// </remarks>
internal static class PeakFlops
{
    private const int Steps = 250_000;

    private const int Sums = 12;

    private const int FlopsPerMultiplyAdd = 2;

    /// <summary>Width of the widest vectors that .NET uses here, in bits. <see cref="Vector{T}"/> alone stays at 256 on every x86.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector<byte>.Count * 8;

    /// <summary>Flops of one <see cref="Run"/>.</summary>
    public static double Flops => (double)Steps * Sums * FlopsPerMultiplyAdd * (VectorBits / 32);

    /// <summary>Runs the loop once and returns the seconds it took.</summary>
    public static double Run()
    {
        var start = Stopwatch.GetTimestamp();
        var sum = Vector512.IsHardwareAccelerated ? Loop512(Steps, 0.5f) : Loop(Steps, 0.5f);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        // Each sum converges to factor / (1 − factor); looking at it keeps the loop.
        return sum > 0 ? seconds : double.NaN;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop512(int steps, float factor)
    {
        var f = Vector512.Create(factor);
        var (s0, s1, s2, s3, s4, s5) = (f, f, f, f, f, f);
        var (s6, s7, s8, s9, sa, sb) = (f, f, f, f, f, f);
        for (var i = 0; i < steps; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, f, f);
            s1 = Vector512.FusedMultiplyAdd(s1, f, f);
            s2 = Vector512.FusedMultiplyAdd(s2, f, f);
            s3 = Vector512.FusedMultiplyAdd(s3, f, f);
            s4 = Vector512.FusedMultiplyAdd(s4, f, f);
            s5 = Vector512.FusedMultiplyAdd(s5, f, f);
            s6 = Vector512.FusedMultiplyAdd(s6, f, f);
            s7 = Vector512.FusedMultiplyAdd(s7, f, f);
            s8 = Vector512.FusedMultiplyAdd(s8, f, f);
            s9 = Vector512.FusedMultiplyAdd(s9, f, f);
            sa = Vector512.FusedMultiplyAdd(sa, f, f);
            sb = Vector512.FusedMultiplyAdd(sb, f, f);
        }

        return (s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + sa + sb)[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop(int steps, float factor)
    {
        var f = new Vector<float>(factor);
        var (s0, s1, s2, s3, s4, s5) = (f, f, f, f, f, f);
        var (s6, s7, s8, s9, sa, sb) = (f, f, f, f, f, f);
        for (var i = 0; i < steps; i++)
        {
            s0 = Vector.FusedMultiplyAdd(s0, f, f);
            s1 = Vector.FusedMultiplyAdd(s1, f, f);
            s2 = Vector.FusedMultiplyAdd(s2, f, f);
            s3 = Vector.FusedMultiplyAdd(s3, f, f);
            s4 = Vector.FusedMultiplyAdd(s4, f, f);
            s5 = Vector.FusedMultiplyAdd(s5, f, f);
            s6 = Vector.FusedMultiplyAdd(s6, f, f);
            s7 = Vector.FusedMultiplyAdd(s7, f, f);
            s8 = Vector.FusedMultiplyAdd(s8, f, f);
            s9 = Vector.FusedMultiplyAdd(s9, f, f);
            sa = Vector.FusedMultiplyAdd(sa, f, f);
            sb = Vector.FusedMultiplyAdd(sb, f, f);
        }

        return (s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + sa + sb)[0];
    }
}
