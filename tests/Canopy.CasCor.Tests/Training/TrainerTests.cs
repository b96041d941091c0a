namespace Canopy.CasCor.Tests.Training;

public sealed class TrainerTests
{
    [Fact]
    public void TrainEpoch_AfterTheEnd_ReturnsFalseAndChangesNothing()
    {
        var observer = new RecordingObserver();
        using var trainer = new Trainer(Problems.Xor, TrainingPresets.Fahlman1990, seed: 1, observer);
        trainer.Complete();
        (int calls, long epoch, string hash) = (observer.Calls.Count, trainer.Epoch, trainer.Network.ComputeHash());

        Assert.False(trainer.TrainEpoch());

        Assert.Equal((calls, epoch, hash), (observer.Calls.Count, trainer.Epoch, trainer.Network.ComputeHash()));
        Assert.Equal(TrainingPhase.Finished, trainer.Phase);
    }

    [Fact]
    public void TrainEpoch_UntilFalse_ReturnsTrueOncePerEpoch()
    {
        using var trainer = new Trainer(Problems.Xor, TrainingPresets.Fahlman1990, seed: 1);
        long epochs = 0;
        while (trainer.TrainEpoch())
            Assert.Equal(++epochs, trainer.Epoch);

        Assert.Equal(epochs, trainer.Epoch);
    }

    [Fact]
    public void TrainEpoch_WholeRun_AllocatesOnlyWhereUnitsAreInstalled()
    {
        using var trainer = new Trainer(Problems.TwoSpirals, TrainingPresets.TwoSpirals, seed: 1, new SilentObserver());
        bool more = true;
        while (more)
        {
            int units = trainer.HiddenUnits;
            long before = GC.GetAllocatedBytesForCurrentThread();
            more = trainer.TrainEpoch();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            if (trainer.HiddenUnits == units)
                Assert.Equal(0, allocated);
        }
    }

    [Fact]
    public void TrainEpoch_SharedAmongThreads_AllocatesNothingInTheCandidatePhase()
    {
        using var trainer = new Trainer(Problems.Parity(10), TrainingPresets.Parity with { PoolSize = 32, Threads = 2 }, seed: 1);
        while (trainer.Phase is not TrainingPhase.Candidate)
            trainer.TrainEpoch();
        trainer.TrainEpoch();
        trainer.TrainEpoch();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5; i++)
            trainer.TrainEpoch();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(TrainingPhase.Candidate, trainer.Phase);
        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(111)]
    public void MaxEpochs_Reached_EndsTheRunThere(int maxEpochs)
    {
        using Trainer trainer = Runs.Train(Problems.TwoSpirals, TrainingPresets.TwoSpirals with { MaxEpochs = maxEpochs }, seed: 1);

        Assert.Equal(maxEpochs, trainer.Epoch);
        Assert.Equal(FinishReason.MaxEpochs, trainer.FinishReason);
    }

    [Fact]
    public void MaxHiddenUnits_Reached_EndsTheRunAfterItsOutputPhase()
    {
        using Trainer trainer = Runs.Train(Problems.TwoSpirals, TrainingPresets.TwoSpirals with { MaxHiddenUnits = 2 }, seed: 1);

        Assert.Equal(2, trainer.HiddenUnits);
        Assert.Equal(FinishReason.MaxHiddenUnits, trainer.FinishReason);
    }

    [Fact]
    public void MaxHiddenUnits_Zero_TrainsAnOutputLayerOnly()
    {
        using Trainer trainer = Runs.Train(Problems.Xor, TrainingPresets.Fahlman1990 with { MaxHiddenUnits = 0 }, seed: 1);

        Assert.Empty(trainer.Network.HiddenUnits);
        Assert.Equal(FinishReason.MaxHiddenUnits, trainer.FinishReason);
    }

    [Fact]
    public void Result_WhenFinished_HasTheFiguresOfTheFinalNetwork()
    {
        using Trainer trainer = Runs.Train(Problems.TwoSpirals, TrainingPresets.TwoSpirals with { MaxHiddenUnits = 3 }, seed: 1);

        float[] outputs = new float[Problems.TwoSpirals.Patterns];
        trainer.Network.Predict(Problems.TwoSpirals.InputValues, outputs);
        float[] targets = Problems.TwoSpirals.TargetValues.ToArray();
        double loss = outputs.Zip(targets, (o, t) => ((double)o - t) * (o - t)).Average();
        int bits = outputs.Zip(targets, (o, t) => Math.Abs(o - t) > 0.35f).Count(wrong => wrong);
        double accuracy = outputs.Zip(targets, (o, t) => o > 0 == t > 0).Count(right => right) / 194.0;

        Assert.Equal(loss, trainer.Result!.Value.Loss, tolerance: 1e-6);
        Assert.Equal(bits, trainer.Result.Value.ErrorBits);
        Assert.Equal(accuracy, trainer.Result.Value.Accuracy, tolerance: 1e-6);
    }

    [Fact]
    public void AbsurdSteps_LinearOutputs_EndAsDivergedWithAFiniteNetwork()
    {
        TrainingOptions options = TrainingPresets.Regression with { Output = new PhaseOptions { Epsilon = 1000, Mu = 10, Patience = 1000, MaxEpochs = 1000 } };
        var observer = new RecordingObserver();
        using Trainer trainer = Runs.Train(Problems.Surfaces(40, seed: 1), options, seed: 1, observer);

        Assert.Equal(FinishReason.Diverged, trainer.FinishReason);
        Assert.All(trainer.Network.OutputWeights.ToArray(), w => Assert.True(float.IsFinite(w)));
        Assert.True(float.IsFinite(trainer.Result!.Value.Loss));
        Assert.StartsWith("finished", observer.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_OptionsOutOfRange_NamesEveryField()
    {
        var options = new TrainingOptions { PoolSize = 0, WeightRange = double.NaN, Candidate = new PhaseOptions { Patience = -1 } };

        var exception = Assert.Throws<InvalidOptionsException>(() => new Trainer(Problems.Xor, options, seed: 1));

        Assert.Equal(["pool_size", "weight_range", "candidate.patience"], exception.Errors.Select(e => e.Field));
    }

    private sealed class SilentObserver : ITrainingObserver
    {
        private float _sum;

        public void OnPhaseStarted(in PhaseStarted phase) => _sum++;

        public void OnOutputEpoch(in OutputEpoch epoch) => _sum += epoch.Loss;

        public void OnCandidateEpoch(in CandidateEpoch epoch, ReadOnlySpan<float> scores) => _sum += scores[0];

        public void OnUnitInstalled(in UnitInstalled unit, ReadOnlySpan<float> weights) => _sum += weights[0];

        public void OnOutputWeights(long epoch, int hiddenUnits, ReadOnlySpan<float> weights) => _sum += weights[0];

        public void OnFinished(in TrainingFinished finished) => _sum++;
    }
}
