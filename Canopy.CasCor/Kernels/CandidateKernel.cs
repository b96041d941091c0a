using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>Forward pass, correlations and δ of four candidates over a tile of patterns.</summary>
/// <remarks>
/// <para>Residuals come centred and normalised, R_o = (E_o − Ē_o) / ΣE², so that the correlation Σ(V − V̄)(E_o − Ē_o)/ΣE² is
/// plainly ΣV·R_o, and the slope's δ = −f′ Σ_o sign_o·R_o. R is zero in the padding: it adds nothing to any sum.</para>
/// <para>Hot: nothing in here may call a method that is not inlined, or read a static field.</para>
/// </remarks>
internal static unsafe class CandidateKernel<TActivation>
    where TActivation : struct, IActivationFunction
{
    /// <summary>Values and derivatives of four candidates into the rows of <paramref name="values"/> and <paramref name="derivatives"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(in PatternRows patterns, float* weights, int firstVector, int vectors, float* values, float* derivatives)
    {
        const int Row = Lanes.TilePatterns;
        int stride = patterns.Stride;
        int rows = patterns.Rows;
        int count = vectors * Lanes.Count;
        float* tile = patterns.Activations + (firstVector * Lanes.Count);

        for (int i = 0; i < count; i += 2 * Lanes.Count)
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

            Finish(a0, values + i, derivatives + i);
            Finish(a1, values + i + Row, derivatives + i + Row);
            Finish(a2, values + i + (2 * Row), derivatives + i + (2 * Row));
            Finish(a3, values + i + (3 * Row), derivatives + i + (3 * Row));
            Finish(b0, values + i + 16, derivatives + i + 16);
            Finish(b1, values + i + Row + 16, derivatives + i + Row + 16);
            Finish(b2, values + i + (2 * Row) + 16, derivatives + i + (2 * Row) + 16);
            Finish(b3, values + i + (3 * Row) + 16, derivatives + i + (3 * Row) + 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(Vector512<float> net, float* value, float* derivative)
    {
        Vector512<float> v = TActivation.Value(net);
        Vector512.Store(v, value);
        Vector512.Store(TActivation.Derivative(net, v), derivative);
    }
}
