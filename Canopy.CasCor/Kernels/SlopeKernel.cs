using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>Slopes Σ_p δ_p · x_p over a tile of patterns: δ times every row of activations.</summary>
/// <remarks>Hot: nothing in here may call a method that is not inlined, or read a static field.</remarks>
internal static unsafe class SlopeKernel
{
    /// <summary>One δ, <c>slopes[row]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void One(in PatternRows patterns, float* delta, int firstVector, int vectors, double* slopes)
    {
        int first = firstVector * Lanes.Count;
        int last = first + (vectors * Lanes.Count);
        int stride = patterns.Stride;
        int rows = patterns.Rows;
        int row = 0;

        for (; Vector512.IsHardwareAccelerated && row + 8 <= rows; row += 8)
        {
            float* x = patterns.Activations + ((nint)row * stride) + first;
            float* y = x + (4 * (nint)stride);
            Vector512<float> s0 = Vector512<float>.Zero;
            Vector512<float> s1 = Vector512<float>.Zero;
            Vector512<float> s2 = Vector512<float>.Zero;
            Vector512<float> s3 = Vector512<float>.Zero;
            Vector512<float> s4 = Vector512<float>.Zero;
            Vector512<float> s5 = Vector512<float>.Zero;
            Vector512<float> s6 = Vector512<float>.Zero;
            Vector512<float> s7 = Vector512<float>.Zero;
            for (int i = first; i < last; i += Lanes.Count)
            {
                Vector512<float> d = Vector512.Load(delta + i);
                s0 = Vector512.FusedMultiplyAdd(d, Vector512.Load(x), s0);
                s1 = Vector512.FusedMultiplyAdd(d, Vector512.Load(x + stride), s1);
                s2 = Vector512.FusedMultiplyAdd(d, Vector512.Load(x + (2 * (nint)stride)), s2);
                s3 = Vector512.FusedMultiplyAdd(d, Vector512.Load(x + (3 * (nint)stride)), s3);
                s4 = Vector512.FusedMultiplyAdd(d, Vector512.Load(y), s4);
                s5 = Vector512.FusedMultiplyAdd(d, Vector512.Load(y + stride), s5);
                s6 = Vector512.FusedMultiplyAdd(d, Vector512.Load(y + (2 * (nint)stride)), s6);
                s7 = Vector512.FusedMultiplyAdd(d, Vector512.Load(y + (3 * (nint)stride)), s7);
                x += Lanes.Count;
                y += Lanes.Count;
            }

            Add(Lanes.Sum(s0, s1, s2, s3, s4, s5, s6, s7), slopes + row);
        }

        for (; row + 4 <= rows; row += 4)
        {
            float* x = patterns.Activations + ((nint)row * stride) + first;
            Vector512<float> s0 = Vector512<float>.Zero;
            Vector512<float> s1 = Vector512<float>.Zero;
            Vector512<float> s2 = Vector512<float>.Zero;
            Vector512<float> s3 = Vector512<float>.Zero;
            for (int i = first; i < last; i += Lanes.Count)
            {
                Vector512<float> d = Vector512.Load(delta + i);
                s0 = Vector512.FusedMultiplyAdd(d, Vector512.Load(x), s0);
                s1 = Vector512.FusedMultiplyAdd(d, Vector512.Load(x + stride), s1);
                s2 = Vector512.FusedMultiplyAdd(d, Vector512.Load(x + (2 * (nint)stride)), s2);
                s3 = Vector512.FusedMultiplyAdd(d, Vector512.Load(x + (3 * (nint)stride)), s3);
                x += Lanes.Count;
            }

            Add(Lanes.Sum(s0, s1, s2, s3), slopes + row);
        }

        for (; row < rows; row++)
        {
            float* x = patterns.Activations + ((nint)row * stride);
            Vector512<float> s0 = Vector512<float>.Zero;
            for (int i = first; i < last; i += Lanes.Count)
                s0 = Vector512.FusedMultiplyAdd(Vector512.Load(delta + i), Vector512.Load(x + i), s0);
            slopes[row] += Lanes.Sum(s0);
        }
    }

    /// <summary>
    /// Four δ (rows <paramref name="deltaStride"/> apart, from the tile's first pattern), <c>slopes[4·row + k]</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(in PatternRows patterns, float* deltas, int deltaStride, int firstVector, int vectors, double* slopes)
    {
        int stride = patterns.Stride;
        int rows = patterns.Rows;
        int count = vectors * Lanes.Count;
        float* tile = patterns.Activations + (firstVector * Lanes.Count);
        int row = 0;

        // Eight sums at once are what 32 registers of 512 bits are for; 16 of 256 bits hold four.
        for (; Vector512.IsHardwareAccelerated && row + 2 <= rows; row += 2)
        {
            float* x = tile + ((nint)row * stride);
            Vector512<float> a0 = Vector512<float>.Zero;
            Vector512<float> a1 = Vector512<float>.Zero;
            Vector512<float> a2 = Vector512<float>.Zero;
            Vector512<float> a3 = Vector512<float>.Zero;
            Vector512<float> b0 = Vector512<float>.Zero;
            Vector512<float> b1 = Vector512<float>.Zero;
            Vector512<float> b2 = Vector512<float>.Zero;
            Vector512<float> b3 = Vector512<float>.Zero;
            float* d = deltas;
            for (int i = 0; i < count; i += Lanes.Count)
            {
                Vector512<float> xa = Vector512.Load(x);
                Vector512<float> xb = Vector512.Load(x + stride);
                Vector512<float> d0 = Vector512.Load(d);
                Vector512<float> d1 = Vector512.Load(d + deltaStride);
                Vector512<float> d2 = Vector512.Load(d + (2 * (nint)deltaStride));
                Vector512<float> d3 = Vector512.Load(d + (3 * (nint)deltaStride));
                a0 = Vector512.FusedMultiplyAdd(xa, d0, a0);
                a1 = Vector512.FusedMultiplyAdd(xa, d1, a1);
                a2 = Vector512.FusedMultiplyAdd(xa, d2, a2);
                a3 = Vector512.FusedMultiplyAdd(xa, d3, a3);
                b0 = Vector512.FusedMultiplyAdd(xb, d0, b0);
                b1 = Vector512.FusedMultiplyAdd(xb, d1, b1);
                b2 = Vector512.FusedMultiplyAdd(xb, d2, b2);
                b3 = Vector512.FusedMultiplyAdd(xb, d3, b3);
                x += Lanes.Count;
                d += Lanes.Count;
            }

            Add(Lanes.Sum(a0, a1, a2, a3, b0, b1, b2, b3), slopes + (4 * row));
        }

        for (; row < rows; row++)
        {
            float* x = tile + ((nint)row * stride);
            Vector512<float> a0 = Vector512<float>.Zero;
            Vector512<float> a1 = Vector512<float>.Zero;
            Vector512<float> a2 = Vector512<float>.Zero;
            Vector512<float> a3 = Vector512<float>.Zero;
            for (int i = 0; i < count; i += Lanes.Count)
            {
                Vector512<float> xa = Vector512.Load(x + i);
                a0 = Vector512.FusedMultiplyAdd(xa, Vector512.Load(deltas + i), a0);
                a1 = Vector512.FusedMultiplyAdd(xa, Vector512.Load(deltas + deltaStride + i), a1);
                a2 = Vector512.FusedMultiplyAdd(xa, Vector512.Load(deltas + (2 * (nint)deltaStride) + i), a2);
                a3 = Vector512.FusedMultiplyAdd(xa, Vector512.Load(deltas + (3 * (nint)deltaStride) + i), a3);
            }

            Add(Lanes.Sum(a0, a1, a2, a3), slopes + (4 * row));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector128<float> sums, double* to)
    {
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(sums);
        Vector128.Store(Vector128.Load(to) + low, to);
        Vector128.Store(Vector128.Load(to + 2) + high, to + 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<float> sums, double* to)
    {
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(sums);
        Vector256.Store(Vector256.Load(to) + low, to);
        Vector256.Store(Vector256.Load(to + 4) + high, to + 4);
    }
}
