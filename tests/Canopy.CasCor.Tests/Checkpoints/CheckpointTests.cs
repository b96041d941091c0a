using Canopy.CasCor.Tests.Training;

namespace Canopy.CasCor.Tests.Checkpoints;

public sealed class CheckpointTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Dictionary<string, (Dataset Data, TrainingOptions Options)> Cases { get; } = new(StringComparer.Ordinal)
    {
        ["parity"] = (Problems.Parity(4), TrainingPresets.Parity with { PoolSize = 6 }),
        ["regression"] = (Problems.Surfaces(40, seed: 2), TrainingPresets.Regression with { MaxHiddenUnits = 2 }),
        ["three outputs"] = (Problems.ThreeArms(12), TrainingPresets.Fahlman1990 with { MaxHiddenUnits = 2, HiddenActivation = ActivationSet.Tanh }),
        ["error objective, siblings, pairs"] = (Problems.ThreeArms(14), new TrainingOptions
        {
            MaxHiddenUnits = 5,
            UnitsPerRound = 2,
            SiblingShare = 0.5,
            PoolSize = 6,
            CandidateObjective = CandidateObjective.Error,
            HiddenActivation = ActivationSet.Sigmoid | ActivationSet.Sine | ActivationSet.Relu,
            Candidate = new PhaseOptions { Optimiser = Optimiser.Irprop, MaxEpochs = 25 },
            Output = new PhaseOptions { Optimiser = Optimiser.Irprop, MaxEpochs = 25 },
        }),
        ["correlation, softmax, batches, validation"] = (Problems.ThreeArms(40), new TrainingOptions
        {
            MaxHiddenUnits = 4,
            PoolSize = 5,
            CandidateObjective = CandidateObjective.Correlation,
            HiddenActivation = ActivationSet.Tanh | ActivationSet.Gaussian,
            OutputActivation = Activation.Softmax,
            ValidationShare = 0.3,
            ValidationPatience = 2,
            Candidate = new PhaseOptions { Optimiser = Optimiser.Adam, BatchSize = 64, MaxEpochs = 20, LearningRate = 0.05 },
            Output = new PhaseOptions { Optimiser = Optimiser.Adam, BatchSize = 32, MaxEpochs = 20, LearningRate = 0.05 },
        }),
        ["diverging"] = (Problems.Surfaces(40, seed: 2), TrainingPresets.Regression with { Output = new PhaseOptions { Epsilon = 20, Patience = 100 } }),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Restore_AtEveryEpochBoundary_EndsWithTheSameCallsAndNetwork(string name)
    {
        (Dataset data, TrainingOptions options) = Cases[name];
        var observer = new RecordingObserver();
        using var trainer = new Trainer(data, options, seed: 1, observer);
        var saved = new List<(byte[] Checkpoint, int CallsBefore)> { (trainer.SaveCheckpoint(), 0) };
        while (trainer.TrainEpoch())
            saved.Add((trainer.SaveCheckpoint(), observer.Calls.Count));
        saved.Add((trainer.SaveCheckpoint(), observer.Calls.Count));

        foreach ((byte[] checkpoint, int callsBefore) in saved)
        {
            var resumedCalls = new RecordingObserver();
            using var resumed = Trainer.Restore(checkpoint, data, resumedCalls);
            Assert.Equal(checkpoint, resumed.SaveCheckpoint());
            resumed.Complete();

            Assert.Equal(observer.Calls.Skip(callsBefore), resumedCalls.Calls);
            Assert.Equal(trainer.Network.ComputeHash(), resumed.Network.ComputeHash());
            Assert.Equal((trainer.Result, trainer.ConnectionCrossings), (resumed.Result, resumed.ConnectionCrossings));
        }
    }

    [Fact]
    public void Restore_RunOfManyUnits_GrowsBeyondTheFirstAllocation()
    {
        // 40 units are more than a trainer makes room for at first.
        TrainingOptions options = TrainingPresets.Fahlman1990 with
        {
            MaxHiddenUnits = 40,
            PoolSize = 3,
            ErrorBitThreshold = 0.001,
            Output = new PhaseOptions { MaxEpochs = 3 },
            Candidate = new PhaseOptions { MaxEpochs = 3 },
        };
        using var trainer = new Trainer(Problems.TwoSpirals, options, seed: 1);
        while (trainer.HiddenUnits < 36)
            trainer.TrainEpoch();

        using var resumed = Trainer.Restore(trainer.SaveCheckpoint(), Problems.TwoSpirals);

        Assert.Equal(trainer.Complete().Network.ComputeHash(), resumed.Complete().Network.ComputeHash());
        Assert.Equal(40, resumed.HiddenUnits);
    }

    [Fact]
    public void Restore_Options_AreThoseOfTheRun()
    {
        TrainingOptions options = TrainingPresets.TwoSpirals with { PoolSize = 5, HiddenActivation = ActivationSet.Tanh, Threads = 3, MaxEpochs = 999_999_999 };
        using var trainer = new Trainer(Problems.TwoSpirals, options, seed: ulong.MaxValue);

        using var resumed = Trainer.Restore(trainer.SaveCheckpoint(), Problems.TwoSpirals);

        Assert.Equal(options, resumed.Options);
    }

    [Fact]
    public void Info_OfACheckpoint_SaysWhatItIs()
    {
        using var trainer = new Trainer(Problems.TwoSpirals, TrainingPresets.TwoSpirals, seed: 1);
        for (int i = 0; i < 150; i++)
            trainer.TrainEpoch();

        var info = CheckpointInfo.Read(trainer.SaveCheckpoint());

        Assert.Equal(new CheckpointInfo(2, "lanes16-fma-1", Problems.TwoSpirals.Hash, 150, trainer.HiddenUnits), info);
    }
}
