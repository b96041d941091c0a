namespace Canopy.CasCor.Tests.Training;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Train_AnyThreadCount_GivesTheSameCallsAndBits(int threads)
    {
        // Large enough for the team to be called, with a pool that does not fill its last block.
        TrainingOptions options = TrainingPresets.Parity with { PoolSize = 30, MaxHiddenUnits = 3 };
        var alone = new RecordingObserver();
        var together = new RecordingObserver();

        using Trainer one = Runs.Train(Problems.Parity(10), options, seed: 5, alone);
        using Trainer many = Runs.Train(Problems.Parity(10), options with { Threads = threads }, seed: 5, together);

        Assert.Equal(alone.Calls, together.Calls);
        Assert.Equal(one.Network.ComputeHash(), many.Network.ComputeHash());
    }

    [Fact]
    public void Train_OtherSeed_GivesAnotherNetwork()
        => Assert.NotEqual(
            Runs.Train(Problems.Xor, TrainingPresets.Fahlman1990, seed: 1).Network.ComputeHash(),
            Runs.Train(Problems.Xor, TrainingPresets.Fahlman1990, seed: 2).Network.ComputeHash());

    [Fact]
    public void Train_WithoutObserver_GivesTheSameNetwork()
        => Assert.Equal(
            Runs.Train(Problems.Parity(5), TrainingPresets.Parity, seed: 1, new RecordingObserver()).Network.ComputeHash(),
            Runs.Train(Problems.Parity(5), TrainingPresets.Parity, seed: 1).Network.ComputeHash());

    [Fact]
    public void Train_CandidateInALargerPool_LearnsTheSame()
    {
        // The first candidates draw the same weights in any pool of the first round; blocks must not matter.
        var small = new ScoreObserver();
        var large = new ScoreObserver();
        TrainingOptions options = TrainingPresets.TwoSpirals with { MaxHiddenUnits = 1 };

        Runs.Train(Problems.TwoSpirals, options with { PoolSize = 3 }, seed: 1, small);
        Runs.Train(Problems.TwoSpirals, options with { PoolSize = 13 }, seed: 1, large);

        int epochs = Math.Min(small.Scores.Count, large.Scores.Count);
        Assert.InRange(epochs, 10, 101);
        Assert.Equal(small.Scores.Take(epochs).Select(s => s[..3]), large.Scores.Take(epochs).Select(s => s[..3]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Train_RandomOptions_EndsSoundlyAndTheSameTwice(int seed)
    {
        var random = new Random(seed);
        for (int trial = 0; trial < 25; trial++)
        {
            Dataset data = random.Next(3) switch
            {
                0 => Problems.Surfaces(random.Next(2, 70), trial),
                1 => Problems.ThreeArms(random.Next(2, 30)),
                _ => Problems.Parity(random.Next(2, 6)),
            };
            TrainingOptions options = RandomOptions.Next(random, data) with { MaxEpochs = random.Next(1, 300) };

            using Trainer trainer = Runs.Train(data, options, (ulong)trial);
            using Trainer again = Interrupted(data, options with { Threads = random.Next(1, 5) }, (ulong)trial, random.Next(300));

            Assert.NotNull(trainer.Result);
            Assert.InRange(trainer.Epoch, 0, options.MaxEpochs);
            Assert.InRange(trainer.HiddenUnits, 0, options.MaxHiddenUnits);
            Assert.Equal(trainer.Result.Value.HiddenUnits, trainer.Network.HiddenUnits.Count);
            Assert.All(trainer.Network.OutputWeights.ToArray(), w => Assert.True(float.IsFinite(w)));
            Assert.All(trainer.Network.HiddenUnits, u => Assert.All(u.Weights, w => Assert.True(float.IsFinite(w))));
            Assert.Equal(trainer.Network.ComputeHash(), again.Network.ComputeHash());
            Assert.Equal(trainer.Result, again.Result);
        }
    }

    /// <summary>Trains, saves, forgets all, and goes on from the checkpoint.</summary>
    private static Trainer Interrupted(Dataset data, TrainingOptions options, ulong seed, int epochs)
    {
        using var trainer = new Trainer(data, options, seed);
        for (int i = 0; i < epochs; i++)
            trainer.TrainEpoch();
        using var resumed = Trainer.Restore(trainer.SaveCheckpoint(), data);
        return resumed.Complete();
    }

    private sealed class ScoreObserver : ITrainingObserver
    {
        public List<float[]> Scores { get; } = [];

        public void OnPhaseStarted(in PhaseStarted phase)
        {
        }

        public void OnOutputEpoch(in OutputEpoch epoch)
        {
        }

        public void OnCandidateEpoch(in CandidateEpoch epoch, ReadOnlySpan<float> scores) => Scores.Add(scores.ToArray());

        public void OnUnitInstalled(in UnitInstalled unit, ReadOnlySpan<float> weights)
        {
        }

        public void OnOutputWeights(long epoch, int hiddenUnits, ReadOnlySpan<float> weights)
        {
        }

        public void OnFinished(in TrainingFinished finished)
        {
        }
    }
}
