namespace Canopy.CasCor.Tests.Training;

public sealed class ObserverTests
{
    [Fact]
    public void Calls_WholeRun_FollowTheStateMachine()
    {
        var observer = new RecordingObserver();
        using Trainer trainer = Runs.Train(Problems.Parity(5), TrainingPresets.Parity, seed: 1, observer);

        string kinds = string.Concat(observer.Calls.Select(c => c[0]));

        // Phase, epochs, weights; then phase, candidate epochs, unit; and so on until the end.
        Assert.Matches("^po+w(pc+upo*w)*f$", kinds);
        Assert.Equal(trainer.HiddenUnits, kinds.Count(k => k == 'u'));
        Assert.Equal(trainer.Epoch, kinds.Count(k => k is 'o' or 'c'));
    }

    [Fact]
    public void Calls_WholeRun_NumberEpochsFromOneWithoutGaps()
    {
        var observer = new RecordingObserver();
        using Trainer trainer = Runs.Train(Problems.Parity(5), TrainingPresets.Parity, seed: 1, observer);

        long[] epochs = [.. observer.Calls.Where(c => c[0] is 'o' or 'c').Select(c => long.Parse(c.Split(' ')[1]))];

        Assert.Equal(Enumerable.Range(1, (int)trainer.Epoch).Select(e => (long)e), epochs);
    }

    [Fact]
    public void Calls_EpochLimitInTheCandidatePhase_EndWithoutWeights()
    {
        var observer = new RecordingObserver();
        Runs.Train(Problems.TwoSpirals, TrainingPresets.TwoSpirals with { MaxEpochs = 25 }, seed: 1, observer);

        Assert.Matches("^po+wpc+f$", string.Concat(observer.Calls.Select(c => c[0])));
    }

    [Fact]
    public void OutputWeights_AtTheEnd_AreTheNetworks()
    {
        var observer = new RecordingObserver();
        using Trainer trainer = Runs.Train(Problems.ThreeArms(20), TrainingPresets.Fahlman1990, seed: 1, observer);

        string weights = string.Join(' ', trainer.Network.OutputWeights.ToArray().Select(w => w.ToString("R")));

        Assert.Equal($"weights {trainer.Epoch} {trainer.HiddenUnits} {weights}", observer.Calls.Last(c => c[0] == 'w'));
    }
}
