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
        var cache = new ActivationCache(data, 0, megabytes: 1);
        var layer = new OutputLayer(data, options, 0);
        layer.Initialise(new CasCor.Numerics.Xoshiro256(1), 1.0);
        double[] weights = [.. layer.Weights.Compact(layer.Weights.Values).ToArray().Select(w => (double)w)];

        layer.Evaluate(cache, options.ErrorBitThreshold);
        layer.Step(new UpdateRule(new PhaseOptions { Decay = 0 }, Patterns, update: 1));

        float[] slopes = layer.Weights.Compact(layer.Weights.PreviousSlopes).ToArray();
        for (int i = 0; i < weights.Length; i++)
            Assert.Equal(Derivative(weights, i, w => HalfSquaredError(data, activation, w)), slopes[i], tolerance: 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void SoftmaxOutputSlopes_AreTheGradientOfTheCrossEntropy(int outputs)
    {
        Dataset data = RandomClasses(outputs);
        var options = new TrainingOptions { OutputActivation = Activation.Softmax };
        var cache = new ActivationCache(data, 0, megabytes: 1);
        var layer = new OutputLayer(data, options, 0);
        layer.Initialise(new CasCor.Numerics.Xoshiro256(1), 1.0);
        double[] weights = [.. layer.Weights.Compact(layer.Weights.Values).ToArray().Select(w => (double)w)];

        EpochFigures figures = layer.Evaluate(cache, options.ErrorBitThreshold);
        layer.Step(new UpdateRule(new PhaseOptions { Decay = 0 }, Patterns, update: 1));

        Assert.Equal(CrossEntropy(data, weights), figures.Error, tolerance: 1e-4);
        Assert.Equal(CrossEntropy(data, weights) / Patterns, figures.Loss, tolerance: 1e-6);
        float[] slopes = layer.Weights.Compact(layer.Weights.PreviousSlopes).ToArray();
        for (int i = 0; i < weights.Length; i++)
            Assert.Equal(Derivative(weights, i, w => CrossEntropy(data, w)), slopes[i], tolerance: 1e-4);
    }

    [Theory]
    [InlineData(CandidateObjective.Covariance, Activation.Sigmoid, 1)]
    [InlineData(CandidateObjective.Covariance, Activation.Tanh, 3)]
    [InlineData(CandidateObjective.Covariance, Activation.Gaussian, 2)]
    [InlineData(CandidateObjective.Covariance, Activation.Logistic, 1)]
    [InlineData(CandidateObjective.Covariance, Activation.Sine, 1)]
    [InlineData(CandidateObjective.Covariance, Activation.LeakyRelu, 2)]
    [InlineData(CandidateObjective.Correlation, Activation.Sigmoid, 1)]
    [InlineData(CandidateObjective.Correlation, Activation.Gaussian, 3)]
    [InlineData(CandidateObjective.Correlation, Activation.Logistic, 2)]
    [InlineData(CandidateObjective.Error, Activation.Sigmoid, 1)]
    [InlineData(CandidateObjective.Error, Activation.Sine, 3)]
    [InlineData(CandidateObjective.Error, Activation.Relu, 1)]
    public void CandidateSlopes_AreMinusTheGradientOfTheScore(CandidateObjective objective, Activation activation, int outputs)
    {
        Dataset data = RandomData(outputs);
        var cache = new ActivationCache(data, 0, megabytes: 1);
        double[][] errors = [.. Enumerable.Range(0, outputs).Select(_ => Enumerable.Range(0, Patterns).Select(_ => _random.NextDouble() - 0.3).ToArray())];
        bool ownOutputWeights = objective is CandidateObjective.Error;
        var block = new CandidateBlock(outputs, Inputs + 1);
        block.Clear(Inputs + 1, ownOutputWeights ? outputs : 0);
        for (int lane = 0; lane < CandidateBlock.Size; lane++)
            block.SetActivation(lane, activation);
        float[] start = [.. Enumerable.Range(0, block.LengthOf(CandidateVector.Weights)).Select(_ => _random.NextSingle() - 0.5f)];
        block.CopyFrom(CandidateVector.Weights, 0, start);
        var quickprop = new PhaseOptions { Epsilon = 1e-6, Decay = 0 };
        var task = new CandidateEpochTask(cache, Residuals(errors), objective, quickprop, Updates: 0, InDouble: false, CorrelationsOnly: true);

        block.TrainEpoch(task);
        double[] weights = [.. block.ToArray(CandidateVector.Weights, 0).Select(w => (double)w)];
        block.TrainEpoch(task with { CorrelationsOnly = false });

        double Score(double[] w) => objective switch
        {
            CandidateObjective.Covariance => Covariance(data, activation, errors, w),
            CandidateObjective.Correlation => Correlation(data, activation, errors, w),
            _ => TakenAway(data, activation, errors, w),
        };
        Assert.Equal(Score(weights), block.Scores[0], tolerance: 1e-5);
        float[] slopes = block.ToArray(CandidateVector.PreviousSlopes, 0);
        for (int i = 0; i < weights.Length; i++)
            Assert.Equal(-Derivative(weights, i, Score), slopes[i], tolerance: 2e-5);
    }

    [Theory]
    [InlineData(CandidateObjective.Covariance)]
    [InlineData(CandidateObjective.Correlation)]
    [InlineData(CandidateObjective.Error)]
    public void CandidateSums_InDouble_AgreeWithSingleToItsRounding(CandidateObjective objective)
    {
        Dataset data = RandomData(outputs: 2);
        double[][] errors = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, Patterns).Select(_ => _random.NextDouble() - 0.3).ToArray())];
        float[] weights = [.. Enumerable.Range(0, Inputs + 3).Select(_ => _random.NextSingle() - 0.5f)];
        var cache = new ActivationCache(data, 0, megabytes: 1);
        CandidateBlock[] blocks = [new(2, Inputs + 1), new(2, Inputs + 1)];
        for (int precision = 0; precision < 2; precision++)
        {
            blocks[precision].Clear(Inputs + 1, objective is CandidateObjective.Error ? 2 : 0);
            blocks[precision].CopyFrom(CandidateVector.Weights, 0, weights.AsSpan(0, blocks[precision].LengthOf(CandidateVector.Weights)));
            blocks[precision].TrainEpoch(new CandidateEpochTask(
                cache, Residuals(errors), objective, new PhaseOptions { Epsilon = 1e-6 }, Updates: 0, InDouble: precision == 1, CorrelationsOnly: false));
        }

        float[] single = blocks[0].ToArray(CandidateVector.PreviousSlopes, 0);
        float[] inDouble = blocks[1].ToArray(CandidateVector.PreviousSlopes, 0);
        Assert.NotEqual(single, inDouble);
        Assert.All(single.Zip(inDouble), s => Assert.Equal(s.First, s.Second, tolerance: 1e-6f));
        Assert.Equal(blocks[0].Scores[0], blocks[1].Scores[0], tolerance: 1e-6f);
    }

    [Fact]
    public void FirstEpoch_ErrorObjective_FitsTheOutputWeights()
    {
        Dataset data = RandomData(outputs: 2);
        double[][] errors = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, Patterns).Select(_ => _random.NextDouble() - 0.3).ToArray())];
        var block = new CandidateBlock(2, Inputs + 1);
        block.Clear(Inputs + 1, 2);
        block.CopyFrom(CandidateVector.Weights, 0, [0.3f, -0.2f, 0.5f, 0.1f, 0.4f, 0f, 0f]);

        block.TrainEpoch(new CandidateEpochTask(
            new ActivationCache(data, 0, megabytes: 1), Residuals(errors), CandidateObjective.Error, new PhaseOptions(), Updates: 0, InDouble: false, CorrelationsOnly: true));

        // No step along an output weight makes the score higher.
        double[] weights = [.. block.ToArray(CandidateVector.Weights, 0).Select(w => (double)w)];
        for (int i = Inputs + 1; i < weights.Length; i++)
            Assert.Equal(0, Derivative(weights, i, w => TakenAway(data, Activation.Sigmoid, errors, w)), tolerance: 1e-5);
        Assert.InRange(block.Scores[0], 1e-6, 1);
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

    private static double CrossEntropy(Dataset data, double[] weights)
    {
        double sum = 0;
        for (int p = 0; p < data.Patterns; p++)
        {
            double[] nets = [.. Enumerable.Range(0, data.Outputs).Select(o => Net(data, p, weights.AsSpan(o * (Inputs + 1), Inputs + 1)))];
            if (data.Outputs == 1)
                nets = [0, .. nets];
            sum += Math.Log(nets.Sum(Math.Exp)) - nets[data.ClassOf(p)];
        }

        return sum;
    }

    /// <summary>S = Σ_o |Σ_p (V − V̄)(E_o − Ē_o)| / ΣE².</summary>
    private static double Covariance(Dataset data, Activation activation, double[][] errors, double[] weights)
    {
        double[] values = Values(data, activation, weights);
        return errors.Sum(e => Math.Abs(Product(values, e))) / errors.Sum(e => e.Sum(x => x * x));
    }

    /// <summary>S = Σ_o |r_o|.</summary>
    private static double Correlation(Dataset data, Activation activation, double[][] errors, double[] weights)
    {
        double[] values = Values(data, activation, weights);
        return errors.Sum(e => Math.Abs(Product(values, e)) / Math.Sqrt(Product(values, values) * Product(e, e)));
    }

    /// <summary>S = (Σ(E − Ē)² − Σ(E − Ē − u·V)²) / ΣE².</summary>
    private static double TakenAway(Dataset data, Activation activation, double[][] errors, double[] weights)
    {
        double[] values = Values(data, activation, weights);
        double taken = 0;
        for (int o = 0; o < errors.Length; o++)
        {
            double u = weights[Inputs + 1 + o];
            double mean = errors[o].Average();
            taken += errors[o].Select((e, p) => Math.Pow(e - mean, 2) - Math.Pow(e - mean - (u * values[p]), 2)).Sum();
        }

        return taken / errors.Sum(e => e.Sum(x => x * x));
    }

    /// <summary>Σ(a − ā)(b − b̄).</summary>
    private static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => (x - a.Average()) * (y - b.Average())).Sum();

    private static double[] Values(Dataset data, Activation activation, double[] weights)
        => [.. Enumerable.Range(0, data.Patterns).Select(p => Activate(activation, Net(data, p, weights)))];

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
        Activation.Logistic => 1 / (1 + Math.Exp(-net)),
        Activation.Sine => Math.Sin(net),
        Activation.Relu => Math.Max(0, net),
        Activation.LeakyRelu => net < 0 ? 0.01 * net : net,
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

    private Dataset RandomClasses(int outputs)
    {
        float[] inputs = [.. Enumerable.Range(0, Patterns * Inputs).Select(_ => (_random.NextSingle() * 2f) - 1f)];
        float[] targets = new float[Patterns * outputs];
        for (int p = 0; p < Patterns; p++)
        {
            int label = _random.Next(Math.Max(2, outputs));
            for (int o = 0; o < outputs; o++)
                targets[(p * outputs) + o] = label == (outputs == 1 ? 1 : o) ? 0.5f : -0.5f;
        }

        return new Dataset("Random", ProblemKind.Classification, Inputs, outputs, inputs, targets);
    }

    private Dataset RandomData(int outputs)
    {
        float[] inputs = [.. Enumerable.Range(0, Patterns * Inputs).Select(_ => (_random.NextSingle() * 2f) - 1f)];
        float[] targets = [.. Enumerable.Range(0, Patterns * outputs).Select(_ => _random.NextSingle() - 0.5f)];
        return new Dataset("Random", ProblemKind.Regression, Inputs, outputs, inputs, targets);
    }
}
