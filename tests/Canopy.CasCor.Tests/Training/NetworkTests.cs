namespace Canopy.CasCor.Tests.Training;

public sealed class NetworkTests
{
    private static readonly Network Trained = Runs.Train(Problems.TwoSpirals, TrainingPresets.TwoSpirals, seed: 1).Network;

    [Fact]
    public void Predict_OnePatternOrMany_GivesTheSameBits()
    {
        float[] together = new float[Problems.TwoSpirals.Patterns];
        Trained.Predict(Problems.TwoSpirals.InputValues, together);

        for (int p = 0; p < together.Length; p++)
        {
            float[] alone = new float[1];
            Trained.Predict(Problems.TwoSpirals.InputValues.Slice(2 * p, 2), alone);
            Assert.Equal(together[p], alone[0]);
        }
    }

    [Fact]
    public void Predict_TrainedNetwork_HasTheBitsOfAPlainLoop()
    {
        float[] outputs = new float[Problems.TwoSpirals.Patterns];
        Trained.Predict(Problems.TwoSpirals.InputValues, outputs);

        for (int p = 0; p < outputs.Length; p++)
        {
            var rows = new List<float[]> { new[] { 1f }, new[] { Problems.TwoSpirals.InputValues[2 * p] }, new[] { Problems.TwoSpirals.InputValues[(2 * p) + 1] } };
            foreach (HiddenUnit unit in Trained.HiddenUnits)
                rows.Add([PlainSums.Activate(unit.Activation, PlainSums.Net(unit.Weights, rows, 0)).Value]);
            Assert.Equal(PlainSums.Activate(Activation.Sigmoid, PlainSums.Net(Trained.OutputWeights.ToArray(), rows, 0)).Value, outputs[p]);
        }
    }

    [Fact]
    public void Predict_NoPattern_WritesNothing() => Trained.Predict([], []);

    [Theory]
    [InlineData(3, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 1)]
    public void Predict_LengthsThatDoNotFit_Throws(int inputs, int outputs)
        => Assert.Throws<ArgumentException>(() => Trained.Predict(new float[inputs], new float[outputs]));

    [Fact]
    public void Constructor_PartsOfANetwork_RebuildsIt()
    {
        var copy = new Network(2, 1, Activation.Sigmoid, Trained.HiddenUnits, Trained.OutputWeights);

        Assert.Equal(Trained.ComputeHash(), copy.ComputeHash());
    }

    [Fact]
    public void Constructor_WrongLengths_Throws()
    {
        var unit = new HiddenUnit(0, Activation.Sigmoid, [1f, 2f, 3f], Layer: 1);

        Assert.Throws<ArgumentException>(() => new Network(2, 1, Activation.Sigmoid, [unit], new float[3]));
        Assert.Throws<ArgumentException>(() => new Network(2, 1, Activation.Sigmoid, [unit with { Index = 1 }], new float[4]));
        Assert.Throws<ArgumentException>(() => new Network(3, 1, Activation.Sigmoid, [unit], new float[5]));
    }

    [Fact]
    public void ComputeHash_OneBitOfOneWeight_ChangesIt()
    {
        float[] weights = Trained.OutputWeights.ToArray();
        weights[^1] = MathF.BitIncrement(weights[^1]);

        Assert.NotEqual(Trained.ComputeHash(), new Network(2, 1, Activation.Sigmoid, Trained.HiddenUnits, weights).ComputeHash());
        Assert.NotEqual(Trained.ComputeHash(), new Network(2, 1, Activation.Tanh, Trained.HiddenUnits, Trained.OutputWeights).ComputeHash());
    }
}
