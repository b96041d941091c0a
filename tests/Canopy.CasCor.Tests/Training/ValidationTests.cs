using Canopy.CasCor.Data;

namespace Canopy.CasCor.Tests.Training;

public sealed class ValidationTests
{
    private static Dataset Noisy { get; } = Generators.Generate(
        "circles", new Dictionary<string, double> { ["noise"] = 0.3, ["points"] = 300 });

    private static TrainingOptions Options { get; } = TrainingPresets.TwoSpirals with
    {
        ValidationShare = 0.3,
        ValidationPatience = 3,
        MaxHiddenUnits = 60,
        ErrorBitThreshold = 0.1,
    };

    [Fact]
    public void Train_NoisyClasses_StopsEarlyAtTheLowestValidationLoss()
    {
        var observer = new RecordingObserver();
        using Trainer trainer = Runs.Train(Noisy, Options, seed: 1, observer);

        Assert.Equal(FinishReason.EarlyStopped, trainer.FinishReason);
        Assert.Equal(trainer.HiddenUnits + Options.ValidationPatience, observer.Installed.Count);
        Assert.Equal(trainer.HiddenUnits, trainer.Network.HiddenUnits.Count);
        Assert.Equal(trainer.HiddenUnits, trainer.Result!.Value.HiddenUnits);

        // Observers see the network that is returned to, and its figures are those of a prediction.
        (long _, int units, float[] weights) = observer.OutputWeights[^1];
        Assert.Equal(trainer.HiddenUnits, units);
        Assert.Equal(trainer.Network.OutputWeights.ToArray(), weights);
        (Dataset training, Dataset validation) = Parts();
        Assert.Equal(Loss(trainer.Network, validation), trainer.Result.Value.ValidationLoss, tolerance: 1e-6f);
        Assert.Equal(Loss(trainer.Network, training), trainer.Result.Value.Loss, tolerance: 1e-6f);
        Assert.All(
            observer.OutputEpochs.Where(e => e.HiddenUnits > trainer.HiddenUnits + 1).GroupBy(e => e.HiddenUnits),
            phase => Assert.True(phase.Last().ValidationLoss > trainer.Result.Value.ValidationLoss * 0.98f));
    }

    [Fact]
    public void Train_LimitOfUnits_AlsoReturnsToTheBest()
    {
        using Trainer trainer = Runs.Train(Noisy, Options with { ValidationPatience = 1000, MaxHiddenUnits = 25 }, seed: 1);
        using Trainer stopped = Runs.Train(Noisy, Options, seed: 1);

        Assert.Equal(FinishReason.MaxHiddenUnits, trainer.FinishReason);
        Assert.True(trainer.HiddenUnits < 25);
        Assert.True(trainer.Result!.Value.ValidationLoss <= stopped.Result!.Value.ValidationLoss);
    }

    [Fact]
    public void Train_TrainingPatternsSolved_AlsoReturnsToTheBest()
    {
        TrainingOptions loose = Options with { ErrorBitThreshold = 0.45, ValidationPatience = 1000 };
        var observer = new RecordingObserver();
        using Trainer trainer = Runs.Train(Noisy, loose, seed: 1, observer);

        Assert.Equal(FinishReason.Victory, trainer.FinishReason);
        Assert.True(trainer.HiddenUnits < observer.Installed.Count);
        Assert.Equal(trainer.HiddenUnits, observer.OutputWeights[^1].HiddenUnits);
        Assert.True(trainer.Result!.Value.ValidationLoss < observer.OutputEpochs[^1].ValidationLoss);
    }

    [Fact]
    public void Train_ValidationPatterns_AreNotLearned()
    {
        // The trainer's training patterns alone, as a data set of their own, give the same network.
        (Dataset training, _) = Parts();
        TrainingOptions patient = Options with { ValidationPatience = 1000, MaxHiddenUnits = 3 };
        var observer = new RecordingObserver();

        Runs.Train(Noisy, patient, seed: 1, observer);
        var alone = new RecordingObserver();
        Runs.Train(training, patient with { ValidationShare = 0 }, seed: 1, alone);

        Assert.Equal(alone.OutputEpochs, observer.OutputEpochs.Select(e => e with { ValidationLoss = float.NaN, ValidationAccuracy = float.NaN }));
        Assert.All(observer.OutputEpochs, e => Assert.InRange(e.ValidationAccuracy, 0f, 1f));
        Assert.All(alone.OutputEpochs, e => Assert.Equal(float.NaN, e.ValidationLoss));
    }

    [Fact]
    public void Train_OtherSplitSeed_ValidatesByOtherPatterns()
    {
        var (one, two) = (new RecordingObserver(), new RecordingObserver());
        Runs.Train(Noisy, Options with { MaxHiddenUnits = 0 }, seed: 1, one);
        Runs.Train(Noisy, Options with { MaxHiddenUnits = 0, SplitSeed = 2 }, seed: 1, two);

        Assert.NotEqual(one.OutputEpochs[0].ValidationLoss, two.OutputEpochs[0].ValidationLoss);
    }

    private static (Dataset Training, Dataset Validation) Parts()
    {
        (int[] training, int[] validation) = DataSplit.Create(Noisy, Options.ValidationShare, (ulong)Options.SplitSeed);
        return (Noisy.Select(training), Noisy.Select(validation));
    }

    private static float Loss(Network network, Dataset data)
    {
        float[] outputs = new float[data.Patterns];
        network.Predict(data.InputValues, outputs);
        double sum = 0;
        for (int p = 0; p < outputs.Length; p++)
            sum += Math.Pow(outputs[p] - data.TargetValues[p], 2);
        return (float)(sum / outputs.Length);
    }
}
