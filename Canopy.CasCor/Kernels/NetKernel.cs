using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>Net inputs w · x of one unit, or of four candidates, over a tile of patterns.</summary>
/// <remarks>Hot: nothing in here may call a method that is not inlined, or read a static field.</remarks>
internal static unsafe class NetKernel
{
    /// <summary>One unit, into its row <paramref name="nets"/> of all patterns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void One(in PatternRows patterns, float* weights, int firstVector, int vectors, float* nets)
    {
        int stride = patterns.Stride;
        int rows = patterns.Rows;
        float* activations = patterns.Activations;
        int i = firstVector * Lanes.Count;
        int last = i + (vectors * Lanes.Count);

        for (; i + (4 * Lanes.Count) <= last; i += 4 * Lanes.Count)
        {
            Vector512<float> n0 = Vector512<float>.Zero;
            Vector512<float> n1 = Vector512<float>.Zero;
            Vector512<float> n2 = Vector512<float>.Zero;
            Vector512<float> n3 = Vector512<float>.Zero;
            float* x = activations + i;
            for (int row = 0; row < rows; row++)
            {
                Vector512<float> w = Vector512.Create(weights[row]);
                n0 = Vector512.FusedMultiplyAdd(Vector512.Load(x), w, n0);
                n1 = Vector512.FusedMultiplyAdd(Vector512.Load(x + Lanes.Count), w, n1);
                n2 = Vector512.FusedMultiplyAdd(Vector512.Load(x + (2 * Lanes.Count)), w, n2);
                n3 = Vector512.FusedMultiplyAdd(Vector512.Load(x + (3 * Lanes.Count)), w, n3);
                x += stride;
            }

            Vector512.Store(n0, nets + i);
            Vector512.Store(n1, nets + i + Lanes.Count);
            Vector512.Store(n2, nets + i + (2 * Lanes.Count));
            Vector512.Store(n3, nets + i + (3 * Lanes.Count));
        }

        // Kernels get an even number of vectors: two are left, or none.
        for (; i < last; i += 2 * Lanes.Count)
        {
            Vector512<float> n0 = Vector512<float>.Zero;
            Vector512<float> n1 = Vector512<float>.Zero;
            float* x = activations + i;
            for (int row = 0; row < rows; row++)
            {
                Vector512<float> w = Vector512.Create(weights[row]);
                n0 = Vector512.FusedMultiplyAdd(Vector512.Load(x), w, n0);
                n1 = Vector512.FusedMultiplyAdd(Vector512.Load(x + Lanes.Count), w, n1);
                x += stride;
            }

            Vector512.Store(n0, nets + i);
            Vector512.Store(n1, nets + i + Lanes.Count);
        }
    }

    /// <summary>Weights are interleaved, <c>weights[4·row + k]</c>; candidate k's nets go to the k-th row of a tile of <paramref name="nets"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(in PatternRows patterns, float* weights, int firstVector, int vectors, float* nets)
    {
        const int Row = Lanes.TilePatterns;
        int stride = patterns.Stride;
        int rows = patterns.Rows;
        int count = vectors * Lanes.Count;
        float* tile = patterns.Activations + (firstVector * Lanes.Count);
        nint ahead = Ahead.Distance(rows, 4 * Lanes.Count);
        int i = 0;

        // Eight sums at once are what 32 registers of 512 bits are for; 16 of 256 bits hold four.
        for (; Vector512.IsHardwareAccelerated && i < count; i += 2 * Lanes.Count)
        {
            Vector512<float> a0 = Vector512<float>.Zero;
            Vector512<float> a1 = Vector512<float>.Zero;
            Vector512<float> a2 = Vector512<float>.Zero;
            Vector512<float> a3 = Vector512<float>.Zero;
            Vector512<float> b0 = Vector512<float>.Zero;
            Vector512<float> b1 = Vector512<float>.Zero;
            Vector512<float> b2 = Vector512<float>.Zero;
            Vector512<float> b3 = Vector512<float>.Zero;
            float* x = tile + i;
            float* w = weights;
            for (int row = 0; row < rows; row++)
            {
                Ahead.Fetch(x + ahead);
                Ahead.Fetch(x + ahead + Lanes.Count);
                Vector512<float> xa = Vector512.Load(x);
                Vector512<float> xb = Vector512.Load(x + Lanes.Count);
                Vector512<float> w0 = Vector512.Create(w[0]);
                Vector512<float> w1 = Vector512.Create(w[1]);
                Vector512<float> w2 = Vector512.Create(w[2]);
                Vector512<float> w3 = Vector512.Create(w[3]);
                a0 = Vector512.FusedMultiplyAdd(xa, w0, a0);
                a1 = Vector512.FusedMultiplyAdd(xa, w1, a1);
                a2 = Vector512.FusedMultiplyAdd(xa, w2, a2);
                a3 = Vector512.FusedMultiplyAdd(xa, w3, a3);
                b0 = Vector512.FusedMultiplyAdd(xb, w0, b0);
                b1 = Vector512.FusedMultiplyAdd(xb, w1, b1);
                b2 = Vector512.FusedMultiplyAdd(xb, w2, b2);
                b3 = Vector512.FusedMultiplyAdd(xb, w3, b3);
                x += stride;
                w += 4;
            }

            Vector512.Store(a0, nets + i);
            Vector512.Store(a1, nets + i + Row);
            Vector512.Store(a2, nets + i + (2 * Row));
            Vector512.Store(a3, nets + i + (3 * Row));
            Vector512.Store(b0, nets + i + Lanes.Count);
            Vector512.Store(b1, nets + i + Row + Lanes.Count);
            Vector512.Store(b2, nets + i + (2 * Row) + Lanes.Count);
            Vector512.Store(b3, nets + i + (3 * Row) + Lanes.Count);
        }

        for (; i < count; i += Lanes.Count)
        {
            Vector512<float> a0 = Vector512<float>.Zero;
            Vector512<float> a1 = Vector512<float>.Zero;
            Vector512<float> a2 = Vector512<float>.Zero;
            Vector512<float> a3 = Vector512<float>.Zero;
            float* x = tile + i;
            float* w = weights;
            for (int row = 0; row < rows; row++)
            {
                Ahead.Fetch(x + ahead);
                Vector512<float> xa = Vector512.Load(x);
                a0 = Vector512.FusedMultiplyAdd(xa, Vector512.Create(w[0]), a0);
                a1 = Vector512.FusedMultiplyAdd(xa, Vector512.Create(w[1]), a1);
                a2 = Vector512.FusedMultiplyAdd(xa, Vector512.Create(w[2]), a2);
                a3 = Vector512.FusedMultiplyAdd(xa, Vector512.Create(w[3]), a3);
                x += stride;
                w += 4;
            }

            Vector512.Store(a0, nets + i);
            Vector512.Store(a1, nets + i + Row);
            Vector512.Store(a2, nets + i + (2 * Row));
            Vector512.Store(a3, nets + i + (3 * Row));
        }
    }
}
