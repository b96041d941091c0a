using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>Forward pass, errors and error figures of one output unit over a tile of patterns.</summary>
/// <remarks>Hot: nothing in the loop may call a method that is not inlined, or read a static field.</remarks>
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
        NetKernel.One(patterns, output.Weights, firstVector, vectors, output.Outputs);

        Vector512<float> offset = Vector512.Create(output.PrimeOffset);
        Vector512<float> threshold = Vector512.Create(output.ErrorBitThreshold);
        Vector512<float> squares = Vector512<float>.Zero;
        Vector512<int> bits = Vector512<int>.Zero;
        Vector512<int> wrong = Vector512<int>.Zero;
        for (int i = first; i < last; i += Lanes.Count)
        {
            Vector512<float> net = Vector512.Load(output.Outputs + i);
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

        figures.Error += Lanes.Sum(squares);
        figures.ErrorBits += Vector512.Sum(bits);
        figures.WrongSigns += Vector512.Sum(wrong);
    }
}
