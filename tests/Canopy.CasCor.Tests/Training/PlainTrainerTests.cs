namespace Canopy.CasCor.Tests.Training;

/// <summary>The fast trainer against the plain one, bit for bit.</summary>
public sealed class PlainTrainerTests
{
    [Fact]
    public void Trainer_Xor_EqualsPlainTrainer() => AssertEqual(Problems.Xor, TrainingPresets.Fahlman1990, seed: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Trainer_GaussianParity_EqualsPlainTrainer(ulong seed) => AssertEqual(Problems.Parity(5), TrainingPresets.Parity, seed);

    [Fact]
    public void Trainer_TwoSpirals_EqualsPlainTrainer()
        => AssertEqual(Problems.TwoSpirals, TrainingPresets.TwoSpirals with { MaxHiddenUnits = 5 }, seed: 3);

    [Fact]
    public void Trainer_ThreeOutputsTanhAndFiveCandidates_EqualsPlainTrainer()
        => AssertEqual(
            Problems.ThreeArms(31),
            TrainingPresets.TwoSpirals with { HiddenActivation = ActivationSet.Tanh, OutputActivation = Activation.Tanh, PoolSize = 5, MaxHiddenUnits = 3 },
            seed: 4);

    [Fact]
    public void Trainer_TwoRegressionTargets_EqualsPlainTrainer()
        => AssertEqual(Problems.Surfaces(77, seed: 5), TrainingPresets.Regression with { MaxHiddenUnits = 3, ErrorIndexThreshold = 0.05 }, seed: 5);

    [Fact]
    public void Trainer_SeveralTiles_EqualsPlainTrainer()
    {
        var shortPhases = new PhaseOptions { MaxEpochs = 3 };

        AssertEqual(
            Problems.Surfaces(4500, seed: 6),
            TrainingPresets.Regression with { MaxHiddenUnits = 1, PoolSize = 3, Output = shortPhases, Candidate = shortPhases },
            seed: 6);
    }

    private static void AssertEqual(Dataset data, TrainingOptions options, ulong seed)
    {
        var plain = new PlainTrainer(data, options, seed);
        string expected = plain.Train().ComputeHash();

        using Trainer trainer = Runs.Train(data, options, seed);

        Assert.Equal(plain.Epochs, trainer.Epoch);
        Assert.Equal(expected, trainer.Network.ComputeHash());
    }
}
