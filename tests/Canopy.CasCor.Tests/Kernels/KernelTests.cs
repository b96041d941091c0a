using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;
using Canopy.CasCor.Tests.Training;

namespace Canopy.CasCor.Tests.Kernels;

/// <summary>Every kernel against a plain loop, bit for bit, for every number of patterns from 1 to 256 and beyond a tile.</summary>
public sealed unsafe class KernelTests
{
    public static TheoryData<int, int> RowsAndOutputs => new() { { 2, 1 }, { 3, 2 }, { 8, 1 }, { 11, 3 }, { 17, 1 } };

    [Theory]
    [MemberData(nameof(RowsAndOutputs))]
    public void CandidateBlock_AnyPatternCount_EqualsPlainLoop(int rows, int outputs)
    {
        foreach (int patterns in PatternCounts())
        {
            var bench = new KernelBench(patterns, rows, outputs);
            foreach (Activation activation in new[] { Activation.Sigmoid, Activation.Gaussian, Activation.Tanh })
                bench.AssertCandidatesEqualPlainLoop(activation);
        }
    }

    [Theory]
    [MemberData(nameof(RowsAndOutputs))]
    public void OutputKernels_AnyPatternCount_EqualPlainLoop(int rows, int outputs)
    {
        foreach (int patterns in PatternCounts())
            new KernelBench(patterns, rows, outputs).AssertOutputsEqualPlainLoop();
    }

    [Fact]
    public void UnitKernel_AnyPatternCount_EqualsPlainLoopAndLeavesPaddingZero()
    {
        foreach (int patterns in PatternCounts())
            new KernelBench(patterns, rows: 6, outputs: 1).AssertUnitEqualsPlainLoop();
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    public void Quickprop_RandomState_EqualsPlainBranches(double decay)
    {
        var random = new Random(3);
        var options = new PhaseOptions { Decay = decay, Epsilon = 3.0 };
        var plain = new PlainUnit([.. Enumerable.Range(0, 48).Select(_ => random.NextSingle() - 0.5f)]);
        var weights = new AlignedBuffer(48);
        plain.Weights.CopyTo(weights.Span);
        var (steps, previous, slopes) = (new AlignedBuffer(48), new AlignedBuffer(48), new AlignedBuffer(48));

        for (int epoch = 0; epoch < 50; epoch++)
        {
            // Zeros and repetitions are the cases that branches are for.
            float[] slope = [.. slopes.Span.ToArray().Select(s => random.Next(5) switch { 0 => 0f, 1 => s, _ => random.NextSingle() - 0.5f })];
            slope.CopyTo(slopes.Span);
            plain.Step(slope, options, divisor: 10);
            Assert.True(Quickprop.Update(weights.Pointer, steps.Pointer, previous.Pointer, slopes.Pointer, 48, QuickpropConstants.Of(options, 10)));
            Assert.Equal(plain.Weights, weights.Span.ToArray());
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Quickprop_WeightNotFinite_IsReported(float slope)
    {
        for (int i = 0; i < 32; i++)
        {
            var (weights, steps, previous, slopes) = (new AlignedBuffer(32), new AlignedBuffer(32), new AlignedBuffer(32), new AlignedBuffer(32));
            slopes.Span[i] = slope;

            Assert.False(Quickprop.Update(weights.Pointer, steps.Pointer, previous.Pointer, slopes.Pointer, 32, new QuickpropConstants(1f, 2f, 0f)));
        }
    }

    private static IEnumerable<int> PatternCounts() => Enumerable.Range(1, 256).Concat([511, 512, 513, 2047, 2048, 2049, 4100]);
}
