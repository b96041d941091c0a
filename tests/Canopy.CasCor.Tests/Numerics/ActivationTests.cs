using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Tests.Numerics;

public sealed class ActivationTests
{
    /// <summary>Every 1,021st float of one sign: some 2 million arguments from the smallest to the largest.</summary>
    private const int Stride = 1021;

    [Fact]
    public void Sigmoid_AnyArgument_IsWithinStatedError()
        => AssertRelative<SigmoidFunction>(x => 0.5 * Math.Tanh(x / 2.0), limit: 15f, tolerance: 3.5e-7);

    [Fact]
    public void Tanh_AnyArgument_IsWithinStatedError() => AssertRelative<TanhFunction>(Math.Tanh, limit: 30f, tolerance: 3.5e-7);

    [Fact]
    public void Gaussian_AnyArgument_IsWithinStatedError()
    {
        ForEach<GaussianFunction>(float.MaxValue, (x, value, _) =>
        {
            Assert.InRange(value, 0f, 1f);
            Assert.InRange(Math.Abs(value - Math.Exp(-0.5 * x * x)), 0, 1e-7);
        });
    }

    [Fact]
    public void Logistic_AnyArgument_IsWithinStatedError()
        => ForEach<LogisticFunction>(15f, (x, value, _) =>
        {
            Assert.InRange(value, 0f, 1f);
            Assert.InRange(Math.Abs(value - (1.0 / (1.0 + Math.Exp(-x)))), 0, 1.5e-7);
        });

    [Fact]
    public void Sine_UpToAThousand_IsWithinStatedError()
        => ForEach<SineFunction>(1000f, (x, value, derivative) =>
        {
            Assert.InRange(Math.Abs(value - Math.Sin(x)), 0, 3e-7);
            Assert.InRange(Math.Abs(derivative - Math.Cos(x)), 0, 3e-7);
        });

    [Fact]
    public void Sine_AnyArgument_StaysWithinOne()
    {
        ForEach<SineFunction>(float.MaxValue, (_, value, derivative) =>
        {
            Assert.InRange(value, -1f, 1f);
            Assert.InRange(derivative, -1f, 1f);
        });
        Assert.Equal(SineFunction.Value(Vector512.Create(1e5f))[0], SineFunction.Value(Vector512.Create(1e9f))[0]);
    }

    [Theory]
    [InlineData(-2f, 0f, 0f, -0.02f, 0.01f)]
    [InlineData(0f, 0f, 0f, 0f, 0.01f)]
    [InlineData(3f, 3f, 1f, 3f, 1f)]
    public void Rectifiers_AreWhatTheirDocumentationSays(float net, float relu, float reluDerivative, float leaky, float leakyDerivative)
    {
        var x = Vector512.Create(net);

        Assert.Equal((relu, reluDerivative), (ReluFunction.Value(x)[0], ReluFunction.Derivative(x, x)[0]));
        Assert.Equal((leaky, leakyDerivative), (LeakyReluFunction.Value(x)[0], LeakyReluFunction.Derivative(x, x)[0]));
    }

    [Fact]
    public void Logarithm_FromOneUp_IsWithinStatedError()
    {
        for (int bits = BitConverter.SingleToInt32Bits(1f); bits < BitConverter.SingleToInt32Bits(1e30f); bits += Stride)
        {
            float x = BitConverter.Int32BitsToSingle(bits);
            float value = Logarithm.OfAtLeastOne(Vector512.Create(x))[0];
            Assert.InRange(Math.Abs(value - Math.Log(x)), 0, x <= 2f ? 1e-7 : 3e-7 * Math.Log(x));
        }
    }

    [Fact]
    public void Exponential_NonPositiveArgument_IsWithinStatedError()
    {
        ForEach<ExponentialOfMinus>(87f, (x, value, _) => Assert.InRange(Math.Abs((value / Math.Exp(-x)) - 1.0), 0, 2e-7));
    }

    [Fact]
    public void Sigmoid_BeyondFifteen_IsHalf()
    {
        foreach (float x in (ReadOnlySpan<float>)[15.000001f, 100f, float.MaxValue, float.PositiveInfinity])
        {
            Assert.Equal(0.5f, SigmoidFunction.Value(Vector512.Create(x))[0]);
            Assert.Equal(-0.5f, SigmoidFunction.Value(Vector512.Create(-x))[0]);
        }
    }

    [Fact]
    public void Values_OfNaN_AreNaNWhereWeightsCouldNotTell()
    {
        Assert.True(float.IsNaN(SigmoidFunction.Value(Vector512.Create(float.NaN))[0]));
        Assert.True(float.IsNaN(TanhFunction.Value(Vector512.Create(float.NaN))[0]));
        Assert.True(float.IsNaN(IdentityFunction.Value(Vector512.Create(float.NaN))[0]));
        Assert.True(float.IsNaN(ReluFunction.Value(Vector512.Create(float.NaN))[0]));
        Assert.True(float.IsNaN(LeakyReluFunction.Value(Vector512.Create(float.NaN))[0]));
        Assert.True(float.IsNaN(LogisticFunction.Value(Vector512.Create(float.NaN))[0]));
    }

    [Fact]
    public void Sigmoid_AnyArgument_IsOddAndItsDerivativeIsNotNegative() => AssertOddAndRising<SigmoidFunction>();

    [Fact]
    public void Tanh_AnyArgument_IsOddAndItsDerivativeIsNotNegative() => AssertOddAndRising<TanhFunction>();

    [Fact]
    public void Derivatives_AgreeWithFiniteDifferences()
    {
        AssertDerivative<SigmoidFunction>(x => 0.5 * Math.Tanh(x / 2.0));
        AssertDerivative<TanhFunction>(Math.Tanh);
        AssertDerivative<GaussianFunction>(x => Math.Exp(-0.5 * x * x));
        AssertDerivative<IdentityFunction>(x => x);
        AssertDerivative<LogisticFunction>(x => 1.0 / (1.0 + Math.Exp(-x)));
        AssertDerivative<SineFunction>(Math.Sin);
    }

    private static void AssertRelative<T>(Func<double, double> exact, float limit, double tolerance)
        where T : struct, IActivationFunction
        => ForEach<T>(limit, (x, value, _) =>
        {
            double expected = exact(x);

            // Half the smallest float: what rounding may cost where floats become sparse.
            Assert.InRange(Math.Abs(value - expected), 0, (tolerance * Math.Abs(expected)) + 1e-44);
        });

    private static void AssertOddAndRising<T>()
        where T : struct, IActivationFunction
        => ForEach<T>(float.MaxValue, (x, value, derivative) =>
        {
            Assert.Equal(-value, T.Value(Vector512.Create(-x))[0]);
            Assert.True(derivative >= 0f);
        });

    private static void AssertDerivative<T>(Func<double, double> exact)
        where T : struct, IActivationFunction
    {
        for (float x = -6f; x <= 6f; x += 0.0625f)
        {
            var net = Vector512.Create(x);
            double expected = (exact(x + 1e-5) - exact(x - 1e-5)) / 2e-5;
            Assert.Equal(expected, T.Derivative(net, T.Value(net))[0], tolerance: 1e-6);
        }
    }

    private static void ForEach<T>(float limit, Action<float, float, float> check)
        where T : struct, IActivationFunction
    {
        Span<float> x = stackalloc float[16];
        for (long bits = 0; bits <= BitConverter.SingleToInt32Bits(limit); bits += 16 * Stride)
        {
            for (int lane = 0; lane < 16; lane++)
                x[lane] = BitConverter.Int32BitsToSingle((int)Math.Min(BitConverter.SingleToInt32Bits(limit), bits + (lane * Stride)));
            var net = Vector512.Create<float>(x);
            Vector512<float> value = T.Value(net);
            Vector512<float> derivative = T.Derivative(net, value);
            for (int lane = 0; lane < 16; lane++)
                check(x[lane], value[lane], derivative[lane]);
        }
    }

    private readonly struct ExponentialOfMinus : IActivationFunction
    {
        public static Vector512<float> Value(Vector512<float> net) => Exponential.OfNonPositive(-net);

        public static Vector512<float> Derivative(Vector512<float> net, Vector512<float> value) => -value;
    }
}
