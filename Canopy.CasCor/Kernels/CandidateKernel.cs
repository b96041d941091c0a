using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>Values, derivatives, correlations and δ of four candidates over a tile of patterns.</summary>
/// <remarks>
/// <para>Residuals come centred and normalised, R_o = (E_o − Ē_o) / ΣE², so that the correlation Σ(V − V̄)(E_o − Ē_o)/ΣE² is
/// plainly ΣV·R_o, and the slope's δ = −f′ Σ_o sign_o·R_o. R is zero in the padding: it adds nothing to any sum.</para>
/// <para>Hot: nothing in here may call a method that is not inlined, or read a static field.</para>
/// </remarks>
internal static unsafe class CandidateKernel<TActivation>
    where TActivation : struct, IActivationFunction
{
    /// <summary>
    /// <see cref="NetKernel.Four"/>, <see cref="ActivationKernel{TActivation}.Activate"/>, <see cref="CorrelationKernel.Accumulate"/> and
    /// <see cref="DeltaKernel.Compute"/> for the covariance, in one for a single output, with the same bits: δ into the rows of <paramref name="deltas"/>, ΣV·R added to <c>correlations[k]</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ForwardForOneOutput(
        in PatternRows patterns, float* weights, int firstVector, int vectors, float* residual, float* previous, float* deltas, double* correlations)
    {
        const int Row = Lanes.TilePatterns;
        int stride = patterns.Stride;
        int rows = patterns.Rows;
        int count = vectors * Lanes.Count;
        float* tile = patterns.Activations + (firstVector * Lanes.Count);
        nint ahead = Ahead.Distance(rows, 4 * Lanes.Count);
        Vector512<float> c0 = Vector512<float>.Zero;
        Vector512<float> c1 = Vector512<float>.Zero;
        Vector512<float> c2 = Vector512<float>.Zero;
        Vector512<float> c3 = Vector512<float>.Zero;
        Vector512<float> g0 = Vector512.Create(previous[0] < 0f ? 1f : -1f);
        Vector512<float> g1 = Vector512.Create(previous[1] < 0f ? 1f : -1f);
        Vector512<float> g2 = Vector512.Create(previous[2] < 0f ? 1f : -1f);
        Vector512<float> g3 = Vector512.Create(previous[3] < 0f ? 1f : -1f);

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

            Vector512<float> ra = Vector512.Load(residual + i);
            Vector512<float> rb = Vector512.Load(residual + i + Lanes.Count);
            c0 = Finish(a0, ra, g0, deltas + i, c0);
            c1 = Finish(a1, ra, g1, deltas + i + Row, c1);
            c2 = Finish(a2, ra, g2, deltas + i + (2 * Row), c2);
            c3 = Finish(a3, ra, g3, deltas + i + (3 * Row), c3);
            c0 = Finish(b0, rb, g0, deltas + i + 16, c0);
            c1 = Finish(b1, rb, g1, deltas + i + Row + 16, c1);
            c2 = Finish(b2, rb, g2, deltas + i + (2 * Row) + 16, c2);
            c3 = Finish(b3, rb, g3, deltas + i + (3 * Row) + 16, c3);
        }

        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(Lanes.Sum(c0, c1, c2, c3));
        Vector128.Store(Vector128.Load(correlations) + low, correlations);
        Vector128.Store(Vector128.Load(correlations + 2) + high, correlations + 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Finish(
        Vector512<float> net, Vector512<float> residual, Vector512<float> direction, float* delta, Vector512<float> correlation)
    {
        Vector512<float> value = TActivation.Value(net);
        Vector512.Store(TActivation.Derivative(net, value) * (direction * residual), delta);
        return Vector512.FusedMultiplyAdd(value, residual, correlation);
    }
}
