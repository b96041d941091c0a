using Canopy.CasCor.Kernels;
using Canopy.CasCor.Training;

namespace Canopy.CasCor.Tests.Training;

/// <summary>Slopes against finite differences of the objective, the objective in double precision.</summary>
public sealed unsafe class GradientTests
{
    private const int Inputs = 4;
    private const int Patterns = 50;
    private const double Difference = 1e-5;

    private readonly Random _random = new(11);

    [Theory]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Linear)]
    public void OutputSlopes_AreTheGradientOfHalfTheSquaredError(Activation activation)
    {
        Dataset data = RandomData(outputs: 2);
        var options = new TrainingOptions { OutputActivation = activation, SigmoidPrimeOffset = 0 };
        var cache = new ActivationCache(data, 0);
        var layer = new OutputLayer(data, activation, 0.0, 0);
        layer.Initialise(new CasCor.Numerics.Xoshiro256(1), 1.0);
        double[] weights = [.. layer.Weights.Compact(layer.Weights.Values).ToArray().Select(w => (double)w)];

        layer.Evaluate(cache.Rows, options);
        layer.Step(new PhaseOptions { Decay = 0 });

        float[] slopes = layer.Weights.Compact(layer.Weights.PreviousSlopes).ToArray();
        for (int i = 0; i < weights.Length; i++)
            Assert.Equal(Derivative(weights, i, w => HalfSquaredError(data, activation, w)), slopes[i], tolerance: 1e-4);
    }

    [Theory]
    [InlineData(Activation.Sigmoid, 1)]
    [InlineData(Activation.Tanh, 3)]
    [InlineData(Activation.Gaussian, 2)]
    public void CandidateSlopes_AreMinusTheGradientOfTheScore(Activation activation, int outputs)
    {
        Dataset data = RandomData(outputs);
        var cache = new ActivationCache(data, 0);
        double[][] errors = [.. Enumerable.Range(0, outputs).Select(_ => Enumerable.Range(0, Patterns).Select(_ => _random.NextDouble() - 0.3).ToArray())];
        ResidualRows residuals = Residuals(errors);
        var block = new CandidateBlock(outputs, Inputs + 1);
        block.Clear(Inputs + 1);
        float[] start = [.. Enumerable.Range(0, Inputs + 1).Select(_ => _random.NextSingle() - 0.5f)];
        block.CopyFrom(CandidateVector.Weights, 0, start);
        double[] weights = [.. start.Select(w => (double)w)];
        var task = new CandidateEpochTask(cache.Rows, residuals, activation, new QuickpropConstants(1e-6f, 2f, 0f), CorrelationsOnly: true);

        block.TrainEpoch(task);
        block.TrainEpoch(task with { CorrelationsOnly = false });

        double score = Enumerable.Range(0, outputs).Sum(o => Math.Abs((double)block.CorrelationOf(0, o)));
        Assert.Equal(Score(data, activation, errors, weights), score, tolerance: 1e-5);
        float[] slopes = block.ToArray(CandidateVector.PreviousSlopes, 0);
        for (int i = 0; i < weights.Length; i++)
            Assert.Equal(-Derivative(weights, i, w => Score(data, activation, errors, w)), slopes[i], tolerance: 1e-5);
    }

    private static double Derivative(double[] weights, int index, Func<double[], double> objective)
    {
        double[] more = [.. weights];
        double[] less = [.. weights];
        more[index] += Difference;
        less[index] -= Difference;
        return (objective(more) - objective(less)) / (2 * Difference);
    }

    private static double HalfSquaredError(Dataset data, Activation activation, double[] weights)
    {
        double sum = 0;
        for (int p = 0; p < data.Patterns; p++)
        {
            for (int o = 0; o < data.Outputs; o++)
            {
                double value = Activate(activation, Net(data, p, weights.AsSpan(o * (Inputs + 1))));
                sum += Math.Pow(value - data.TargetValues[(p * data.Outputs) + o], 2) / 2;
            }
        }

        return sum;
    }

    /// <summary>S = Σ_o |Σ_p (V − V̄)(E_o − Ē_o)| / ΣE².</summary>
    private static double Score(Dataset data, Activation activation, double[][] errors, double[] weights)
    {
        double[] values = [.. Enumerable.Range(0, data.Patterns).Select(p => Activate(activation, Net(data, p, weights)))];
        double meanValue = values.Average();
        double squares = errors.Sum(e => e.Sum(x => x * x));
        return errors.Sum(e => Math.Abs(values.Select((v, p) => (v - meanValue) * (e[p] - e.Average())).Sum())) / squares;
    }

    private static double Net(Dataset data, int pattern, ReadOnlySpan<double> weights)
    {
        double net = weights[0];
        for (int i = 0; i < Inputs; i++)
            net += weights[1 + i] * data.InputValues[(pattern * Inputs) + i];
        return net;
    }

    private static double Activate(Activation activation, double net) => activation switch
    {
        Activation.Sigmoid => (1 / (1 + Math.Exp(-net))) - 0.5,
        Activation.Tanh => Math.Tanh(net),
        Activation.Gaussian => Math.Exp(-0.5 * net * net),
        _ => net,
    };

    private static ResidualRows Residuals(double[][] errors)
    {
        int stride = ActivationCache.StrideFor(Patterns);
        var rows = new CasCor.Numerics.AlignedBuffer(errors.Length * stride);
        for (int o = 0; o < errors.Length; o++)
        {
            for (int p = 0; p < Patterns; p++)
                rows.Pointer[(o * stride) + p] = (float)errors[o][p];
        }

        var residuals = new ResidualRows(Patterns, errors.Length, stride);
        residuals.Compute(rows);
        return residuals;
    }

    private Dataset RandomData(int outputs)
    {
        float[] inputs = [.. Enumerable.Range(0, Patterns * Inputs).Select(_ => (_random.NextSingle() * 2f) - 1f)];
        float[] targets = [.. Enumerable.Range(0, Patterns * outputs).Select(_ => _random.NextSingle() - 0.5f)];
        return new Dataset("Random", ProblemKind.Regression, Inputs, outputs, inputs, targets);
    }
}
