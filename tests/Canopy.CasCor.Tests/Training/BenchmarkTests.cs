namespace Canopy.CasCor.Tests.Training;

/// <summary>The published problems: solved as often, and with networks as large, as the paper and the authors' program have it.</summary>
public sealed class BenchmarkTests
{
    [Fact]
    public void TwoSpirals_HundredSeeds_AreSolvedWithThePublishedMeans()
    {
        Trainer[] runs = [.. Enumerable.Range(1, 100).Select(seed => Runs.Train(Problems.TwoSpirals, TrainingPresets.TwoSpirals, (ulong)seed))];

        Assert.InRange(runs.Count(r => r.FinishReason is FinishReason.Victory), 99, 100);
        Assert.InRange(runs.Average(r => r.HiddenUnits), 14.6, 15.5);
        Assert.InRange(runs.Average(r => r.Epoch), 1600, 1760);
        Assert.InRange(runs.Average(r => r.ConnectionCrossings), 16.5e6, 19e6);
    }

    [Fact]
    public void TwoSpirals_Victory_MeansEveryPatternIsWithinTheThreshold()
    {
        using Trainer trainer = Runs.Train(Problems.TwoSpirals, TrainingPresets.TwoSpirals, seed: 1);

        float[] outputs = new float[Problems.TwoSpirals.Patterns];
        trainer.Network.Predict(Problems.TwoSpirals.InputValues, outputs);

        for (int p = 0; p < outputs.Length; p++)
            Assert.InRange(MathF.Abs(outputs[p] - Problems.TwoSpirals.TargetValues[p]), 0f, (float)TrainingPresets.TwoSpirals.ErrorBitThreshold);
        Assert.Equal(1f, trainer.Result!.Value.Accuracy);
        Assert.Equal(0, trainer.Result.Value.ErrorBits);
    }

    [Theory]
    [InlineData(4, 1.9, 2.4)]
    [InlineData(6, 2.7, 3.6)]
    [InlineData(8, 4.0, 5.6)]
    public void Parity_ThirtySeeds_AreSolvedWithThePublishedUnits(int bits, double fewest, double most)
    {
        Dataset data = Problems.Parity(bits);
        Trainer[] runs = [.. Enumerable.Range(1, 30).Select(seed => Runs.Train(data, TrainingPresets.Parity, (ulong)seed))];

        Assert.All(runs, r => Assert.Equal(FinishReason.Victory, r.FinishReason));
        Assert.InRange(runs.Average(r => r.HiddenUnits), fewest, most);
    }

    [Fact]
    public void Modern_TwoSpiralsAndParity_AreSolvedFromEverySeed()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            using Trainer spirals = Runs.Train(Problems.TwoSpirals, TrainingPresets.Modern, seed);
            using Trainer parity = Runs.Train(Problems.Parity(8), TrainingPresets.Modern, seed);

            Assert.Equal(FinishReason.Victory, spirals.FinishReason);
            Assert.Equal(FinishReason.Victory, parity.FinishReason);
        }
    }

    [Fact]
    public void Xor_ThirtySeeds_TakesOneUnit()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            using Trainer trainer = Runs.Train(Problems.Xor, TrainingPresets.Fahlman1990, seed);

            Assert.Equal(FinishReason.Victory, trainer.FinishReason);
            Assert.InRange(trainer.HiddenUnits, 1, 2);
        }
    }

    [Fact]
    public void Circles_ThirtySeeds_AreSolved()
    {
        Dataset circles = Generators.Generate("circles");
        for (ulong seed = 1; seed <= 30; seed++)
        {
            using Trainer trainer = Runs.Train(circles, TrainingPresets.Fahlman1990, seed);

            Assert.Equal(FinishReason.Victory, trainer.FinishReason);
        }
    }

    [Fact]
    public void ThreeArms_TenSeeds_AreSolvedWithOneOutputPerClass()
    {
        Dataset data = Problems.ThreeArms(40);
        for (ulong seed = 1; seed <= 10; seed++)
        {
            using Trainer trainer = Runs.Train(data, TrainingPresets.Fahlman1990, seed);

            Assert.Equal(3, trainer.Network.Outputs);
            Assert.Equal(FinishReason.Victory, trainer.FinishReason);
            Assert.Equal(1f, trainer.Result!.Value.Accuracy);
        }
    }

    [Fact]
    public void Regression_Sine_ReachesTheErrorIndex()
    {
        Dataset data = Problems.Sine(100);
        using Trainer trainer = Runs.Train(data, TrainingPresets.Regression with { ErrorIndexThreshold = 0.05 }, seed: 1);

        float[] outputs = new float[data.Patterns];
        trainer.Network.Predict(data.InputValues, outputs);

        double squares = 0;
        for (int p = 0; p < outputs.Length; p++)
            squares += Math.Pow(outputs[p] - data.TargetValues[p], 2);
        Assert.Equal(FinishReason.Victory, trainer.FinishReason);
        Assert.InRange(Math.Sqrt(squares / outputs.Length), 0, 0.05 * 0.75);
        Assert.Equal(float.NaN, trainer.Result!.Value.Accuracy);
        Assert.Equal(0, trainer.Result.Value.ErrorBits);
    }
}
