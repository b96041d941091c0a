namespace Canopy.CasCor.Tests.Training;

public sealed class ChangeOptionsTests
{
    [Fact]
    public void ChangeOptions_AtTheSameEpoch_GivesTheSameNetwork()
    {
        Assert.Equal(TrainWithChange(110, restart: false), TrainWithChange(110, restart: false));
        Assert.Equal(TrainWithChange(110, restart: false), TrainWithChange(110, restart: true));
        Assert.NotEqual(TrainWithChange(110, restart: false), TrainWithChange(200, restart: false));
    }

    [Fact]
    public void ChangeOptions_PoolSizeInARound_TakesEffectInTheNextRound()
    {
        var observer = new PoolSizes();
        using var trainer = new Trainer(Problems.TwoSpirals, TrainingPresets.TwoSpirals, seed: 1, observer);
        while (trainer.Phase is not TrainingPhase.Candidate)
            trainer.TrainEpoch();
        trainer.TrainEpoch();

        trainer.ChangeOptions(trainer.Options with { PoolSize = 5 });
        while (trainer.HiddenUnits < 2)
            trainer.TrainEpoch();

        Assert.Equal([8, 5], observer.Sizes.Distinct());
        Assert.Equal(8, observer.SizeOfUnit[0]);
        Assert.Equal(5, observer.SizeOfUnit[1]);
    }

    [Fact]
    public void ChangeOptions_MaxEpochsBelowTheEpoch_EndsTheRun()
    {
        using var trainer = new Trainer(Problems.TwoSpirals, TrainingPresets.TwoSpirals, seed: 1);
        for (int i = 0; i < 50; i++)
            trainer.TrainEpoch();

        trainer.ChangeOptions(trainer.Options with { MaxEpochs = 20 });

        Assert.False(trainer.TrainEpoch());
        Assert.Equal(FinishReason.MaxEpochs, trainer.FinishReason);
        Assert.Equal(50, trainer.Epoch);
    }

    [Fact]
    public void ChangeOptions_FixedOption_IsRefusedAndNothingChanges()
    {
        using var trainer = new Trainer(Problems.Xor, TrainingPresets.Fahlman1990, seed: 1);

        var exception = Assert.Throws<InvalidOptionsException>(
            () => trainer.ChangeOptions(trainer.Options with { HiddenActivation = ActivationSet.Tanh, PoolSize = 4 }));

        Assert.Equal("hidden_activation", Assert.Single(exception.Errors).Field);
        Assert.Same(TrainingPresets.Fahlman1990, trainer.Options);
    }

    private static string TrainWithChange(int epoch, bool restart)
    {
        var trainer = new Trainer(Problems.TwoSpirals, TrainingPresets.TwoSpirals with { MaxHiddenUnits = 4 }, seed: 1);
        for (int i = 0; i < epoch; i++)
            trainer.TrainEpoch();

        trainer.ChangeOptions(trainer.Options with
        {
            PoolSize = 3,
            WeightRange = 2,
            Candidate = trainer.Options.Candidate with { Epsilon = 30, Patience = 5 },
            Output = trainer.Options.Output with { Mu = 1.75, Patience = 4 },
        });
        if (restart)
            trainer = Trainer.Restore(trainer.SaveCheckpoint(), Problems.TwoSpirals);
        return trainer.Complete().Network.ComputeHash();
    }

    private sealed class PoolSizes : ITrainingObserver
    {
        public List<int> Sizes { get; } = [];

        public List<int> SizeOfUnit { get; } = [];

        public void OnPhaseStarted(in PhaseStarted phase)
        {
        }

        public void OnOutputEpoch(in OutputEpoch epoch)
        {
        }

        public void OnCandidateEpoch(in CandidateEpoch epoch, ReadOnlySpan<float> scores) => Sizes.Add(scores.Length);

        public void OnUnitInstalled(in UnitInstalled unit, ReadOnlySpan<float> weights) => SizeOfUnit.Add(Sizes[^1]);

        public void OnOutputWeights(long epoch, int hiddenUnits, ReadOnlySpan<float> weights)
        {
        }

        public void OnFinished(in TrainingFinished finished)
        {
        }
    }
}
