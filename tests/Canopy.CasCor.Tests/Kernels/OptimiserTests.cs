using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Tests.Kernels;

/// <summary>iRPROP− and Adam against their published algorithms in plain loops, bit for bit.</summary>
public sealed unsafe class OptimiserTests
{
    private const int Count = 48;

    private readonly Random _random = new(5);
    private readonly AlignedBuffer _weights = new(Count);
    private readonly AlignedBuffer _first = new(Count);
    private readonly AlignedBuffer _second = new(Count);
    private readonly AlignedBuffer _slopes = new(Count);

    [Fact]
    public void Irprop_RandomSlopes_EqualsPlainBranches()
    {
        var options = new PhaseOptions { Optimiser = Optimiser.Irprop, Decay = 0.01, InitialStep = 0.1, MaxStep = 0.2 };
        float[] weights = Start();
        float[] sizes = [.. Enumerable.Repeat(0.1f, Count)];
        float[] previous = new float[Count];

        for (int epoch = 1; epoch <= 60; epoch++)
        {
            NextSlopes();
            for (int i = 0; i < Count; i++)
            {
                float s = MathF.FusedMultiplyAdd(0.01f, weights[i], _slopes.Span[i]);
                if (previous[i] != 0 && s != 0 && Math.Sign(previous[i]) == Math.Sign(s))
                {
                    sizes[i] = Math.Min(sizes[i] * 1.2f, 0.2f);
                }
                else if (previous[i] != 0 && s != 0)
                {
                    sizes[i] *= 0.5f;
                    s = 0;
                }

                weights[i] -= Math.Sign(s) * sizes[i];
                previous[i] = s;
            }

            Assert.True(Update(options, epoch));
            Assert.Equal(weights, _weights.Span.ToArray());
        }

        Assert.Contains(0.2f, sizes);
    }

    [Fact]
    public void Adam_RandomSlopes_EqualsPlainLoop()
    {
        var options = new PhaseOptions { Optimiser = Optimiser.Adam, Decay = 0.01, LearningRate = 0.05 };
        double[] weights = [.. Start().Select(w => (double)w)];
        double[] means = new double[Count];
        double[] squares = new double[Count];

        for (int epoch = 1; epoch <= 60; epoch++)
        {
            NextSlopes();
            for (int i = 0; i < Count; i++)
            {
                double s = _slopes.Span[i] + (0.01 * weights[i]);
                means[i] = (0.9 * means[i]) + (0.1 * s);
                squares[i] = (0.999 * squares[i]) + (0.001 * s * s);
                weights[i] -= 0.05 * (means[i] / (1 - Math.Pow(0.9, epoch))) / (Math.Sqrt(squares[i] / (1 - Math.Pow(0.999, epoch))) + 1e-8);
            }

            Assert.True(Update(options, epoch));
            for (int i = 0; i < Count; i++)
                Assert.Equal(weights[i], _weights.Span[i], tolerance: 1e-4);
        }
    }

    [Theory]
    [InlineData(Optimiser.Irprop, float.NaN)]
    [InlineData(Optimiser.Irprop, float.PositiveInfinity)]
    [InlineData(Optimiser.Adam, float.NaN)]
    [InlineData(Optimiser.Adam, float.NegativeInfinity)]
    public void Update_SlopeNotFinite_IsReported(Optimiser optimiser, float slope)
    {
        Start();
        _slopes.Span[17] = slope;

        Assert.False(Update(new PhaseOptions { Optimiser = optimiser }, update: 1));
    }

    private float[] Start()
    {
        float[] weights = [.. Enumerable.Range(0, Count).Select(_ => _random.NextSingle() - 0.5f)];
        weights.CopyTo(_weights.Span);
        return weights;
    }

    private void NextSlopes()
    {
        for (int i = 0; i < Count; i++)
            _slopes.Span[i] = _random.Next(16) switch { 0 => 0f, 1 => 1e-30f, < 4 => _random.NextSingle() - 0.5f, _ => _slopes.Span[i] };
    }

    private bool Update(PhaseOptions options, long update)
        => new UpdateRule(options, divisor: 1, update).Apply(_weights.Pointer, _first.Pointer, _second.Pointer, _slopes.Pointer, Count);
}
