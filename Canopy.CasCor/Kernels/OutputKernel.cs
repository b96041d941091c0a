using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>Forward pass, errors and error figures of one output unit over a tile of patterns.</summary>
/// <remarks>Hot: nothing in here may call a method that is not inlined, or read a static field.</remarks>
internal static unsafe class OutputKernel<TActivation>
    where TActivation : struct, IActivationFunction
{
    /// <summary>
    /// For each pattern: out = f(w · x), error = (out − target)(f′(out) + offset). Stores outputs and errors, and adds to
    /// <paramref name="figures"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(in PatternRows patterns, in OutputRows output, int firstVector, int vectors, ref OutputFigures figures)
    {
        int first = firstVector * Lanes.Count;
        int last = first + (vectors * Lanes.Count);
        int stride = patterns.Stride;
        int rows = patterns.Rows;
        float* weights = output.Weights;
        Vector512<float> offset = Vector512.Create(output.PrimeOffset);
        Vector512<float> threshold = Vector512.Create(output.ErrorBitThreshold);

        Vector512<float> squares = Vector512<float>.Zero;
        Vector512<int> bits = Vector512<int>.Zero;
        Vector512<int> wrong = Vector512<int>.Zero;
        int i = first;

        for (; i + (4 * Lanes.Count) <= last; i += 4 * Lanes.Count)
        {
            Vector512<float> n0 = Vector512<float>.Zero;
            Vector512<float> n1 = Vector512<float>.Zero;
            Vector512<float> n2 = Vector512<float>.Zero;
            Vector512<float> n3 = Vector512<float>.Zero;
            float* x = patterns.Activations + i;
            for (int row = 0; row < rows; row++)
            {
                Vector512<float> w = Vector512.Create(weights[row]);
                n0 = Vector512.FusedMultiplyAdd(Vector512.Load(x), w, n0);
                n1 = Vector512.FusedMultiplyAdd(Vector512.Load(x + 16), w, n1);
                n2 = Vector512.FusedMultiplyAdd(Vector512.Load(x + 32), w, n2);
                n3 = Vector512.FusedMultiplyAdd(Vector512.Load(x + 48), w, n3);
                x += stride;
            }

            Finish(output, i, n0, offset, threshold, ref squares, ref bits, ref wrong);
            Finish(output, i + 16, n1, offset, threshold, ref squares, ref bits, ref wrong);
            Finish(output, i + 32, n2, offset, threshold, ref squares, ref bits, ref wrong);
            Finish(output, i + 48, n3, offset, threshold, ref squares, ref bits, ref wrong);
        }

        for (; i < last; i += Lanes.Count)
        {
            Vector512<float> net = Vector512<float>.Zero;
            float* x = patterns.Activations + i;
            for (int row = 0; row < rows; row++)
            {
                net = Vector512.FusedMultiplyAdd(Vector512.Load(x), Vector512.Create(weights[row]), net);
                x += stride;
            }

            Finish(output, i, net, offset, threshold, ref squares, ref bits, ref wrong);
        }

        figures.SquaredError += Lanes.Sum(squares);
        figures.ErrorBits += Vector512.Sum(bits);
        figures.WrongSigns += Vector512.Sum(wrong);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(
        in OutputRows output,
        int i,
        Vector512<float> net,
        Vector512<float> offset,
        Vector512<float> threshold,
        ref Vector512<float> squares,
        ref Vector512<int> bits,
        ref Vector512<int> wrong)
    {
        Vector512<float> value = TActivation.Value(net);
        Vector512<float> target = Vector512.Load(output.Targets + i);
        Vector512<float> difference = value - target;
        Vector512<float> error = difference * (TActivation.Derivative(net, value) + offset);
        Vector512.Store(value, output.Outputs + i);
        Vector512.Store(error, output.Errors + i);

        // A comparison that holds is all ones, that is −1.
        squares = Vector512.FusedMultiplyAdd(difference, difference, squares);
        bits -= Vector512.GreaterThan(Vector512.Abs(difference), threshold).AsInt32();
        wrong -= (Vector512.GreaterThan(value, Vector512<float>.Zero) ^ Vector512.GreaterThan(target, Vector512<float>.Zero)).AsInt32();
    }
}
