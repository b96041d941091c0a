using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>
/// Softmax outputs and their cross-entropy over a tile of patterns. Targets are the data set's ±½: ½ higher they are the
/// probabilities 0 and 1. The error of an output is its probability less its target, the slope of the cross-entropy.
/// </summary>
internal static unsafe class SoftmaxKernel
{
    /// <summary>One output, two classes: p = 1 / (1 + e^−s), cross-entropy max(s, 0) − s·t + ln(1 + e^−|s|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Two(in OutputRows output, float* bias, int firstVector, int vectors, ref OutputFigures figures)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> half = Vector512.Create(0.5f);
        Vector512<float> threshold = Vector512.Create(output.ErrorBitThreshold);
        Vector512<float> entropy = zero;
        Vector512<int> bits = Vector512<int>.Zero;
        Vector512<int> wrong = Vector512<int>.Zero;
        int first = firstVector * Lanes.Count;
        for (int i = first; i < first + (vectors * Lanes.Count); i += Lanes.Count)
        {
            Vector512<float> net = Vector512.Load(output.Outputs + i);
            Vector512<float> isPattern = Vector512.Load(bias + i);
            Vector512<float> target = Vector512.Load(output.Targets + i) + half;
            Vector512<float> probability = Probability(net, out Vector512<float> small);
            Vector512<float> error = (probability - target) * isPattern;
            Vector512<float> positive = Vector512.ConditionalSelect(Vector512.GreaterThan(net, zero), net, zero);
            Vector512<float> loss = Vector512.FusedMultiplyAdd(-net, target, positive) + Logarithm.OfAtLeastOne(Vector512<float>.One + small);
            Vector512.Store(probability, output.Outputs + i);
            Vector512.Store(error, output.Errors + i);

            // A comparison that holds is all ones, that is −1. Padding has no error, and ½ on both sides of the last one.
            entropy = Vector512.FusedMultiplyAdd(loss, isPattern, entropy);
            bits -= Vector512.GreaterThan(Vector512.Abs(error), threshold).AsInt32();
            wrong -= ((Vector512.GreaterThan(probability, half) ^ Vector512.GreaterThan(target, half)) & Vector512.GreaterThan(isPattern, zero)).AsInt32();
        }

        figures.Error += Lanes.Sum(entropy);
        figures.ErrorBits += Vector512.Sum(bits);
        figures.WrongSigns += Vector512.Sum(wrong);
    }

    /// <summary>Several outputs, whose rows are <paramref name="stride"/> apart: p_o = e^(s_o − m) / Σ e^(s − m), m the largest s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Several(in OutputRows output, int outputs, int stride, float* bias, int firstVector, int vectors, ref OutputFigures figures)
    {
        Vector512<float> half = Vector512.Create(0.5f);
        Vector512<float> threshold = Vector512.Create(output.ErrorBitThreshold);
        Vector512<float> entropy = Vector512<float>.Zero;
        Vector512<int> bits = Vector512<int>.Zero;
        int first = firstVector * Lanes.Count;
        for (int i = first; i < first + (vectors * Lanes.Count); i += Lanes.Count)
        {
            Vector512<float> isPattern = Vector512.Load(bias + i);
            Vector512<float> largest = Vector512.Load(output.Outputs + i);
            for (int o = 1; o < outputs; o++)
            {
                Vector512<float> net = Vector512.Load(output.Outputs + ((nint)o * stride) + i);
                largest = Vector512.ConditionalSelect(Vector512.GreaterThan(net, largest), net, largest);
            }

            Vector512<float> sum = Vector512<float>.Zero;
            Vector512<float> chosen = Vector512<float>.Zero;
            for (int o = 0; o < outputs; o++)
            {
                nint at = ((nint)o * stride) + i;
                Vector512<float> below = Vector512.Load(output.Outputs + at) - largest;
                Vector512<float> e = Exponential.OfNonPositive(below);
                chosen = Vector512.FusedMultiplyAdd(Vector512.Load(output.Targets + at) + half, below, chosen);
                sum += e;
                Vector512.Store(e, output.Outputs + at);
            }

            for (int o = 0; o < outputs; o++)
            {
                nint at = ((nint)o * stride) + i;
                Vector512<float> probability = Vector512.Load(output.Outputs + at) / sum;
                Vector512<float> error = (probability - (Vector512.Load(output.Targets + at) + half)) * isPattern;
                Vector512.Store(probability, output.Outputs + at);
                Vector512.Store(error, output.Errors + at);
                bits -= Vector512.GreaterThan(Vector512.Abs(error), threshold).AsInt32();
            }

            entropy = Vector512.FusedMultiplyAdd(Logarithm.OfAtLeastOne(sum) - chosen, isPattern, entropy);
        }

        figures.Error += Lanes.Sum(entropy);
        figures.ErrorBits += Vector512.Sum(bits);
    }

    /// <summary>1 / (1 + e^−s), and e^−|s|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Probability(Vector512<float> net, out Vector512<float> small)
    {
        small = Exponential.OfNonPositive(-Vector512.Abs(net));
        Vector512<float> numerator = Vector512.ConditionalSelect(Vector512.LessThan(net, Vector512<float>.Zero), small, Vector512<float>.One);
        return numerator / (Vector512<float>.One + small);
    }
}
