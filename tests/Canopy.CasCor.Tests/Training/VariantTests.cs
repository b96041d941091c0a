using Canopy.CasCor.Training;

namespace Canopy.CasCor.Tests.Training;

/// <summary>What each option that goes beyond the paper does to the network.</summary>
public sealed class VariantTests
{
    private static TrainingOptions Short { get; } = TrainingPresets.Fahlman1990 with
    {
        PoolSize = 8,
        MaxHiddenUnits = 6,
        ErrorBitThreshold = 0.01,
        Output = new PhaseOptions { MaxEpochs = 15 },
        Candidate = new PhaseOptions { Epsilon = 1, Decay = 0, MaxEpochs = 15 },
    };

    [Fact]
    public void MixedPool_CandidatesTakeTurns()
    {
        var observer = new RecordingObserver();
        TrainingOptions options = Short with
        {
            HiddenActivation = ActivationSet.Gaussian | ActivationSet.Sine | ActivationSet.LeakyRelu,
            CandidateObjective = CandidateObjective.Correlation,
            MaxHiddenUnits = 12,
        };

        using Trainer trainer = Runs.Train(Problems.TwoSpirals, options, seed: 1, observer);

        Activation[] turns = [Activation.Gaussian, Activation.Sine, Activation.LeakyRelu];
        Assert.Equal(12, observer.Installed.Count);
        Assert.All(observer.Installed, u => Assert.Equal(turns[u.Candidate % 3], u.Activation));
        Assert.Equal(observer.Installed.Select(u => u.Activation), trainer.Network.HiddenUnits.Select(u => u.Activation));
        Assert.True(observer.Installed.Select(u => u.Activation).Distinct().Count() > 1);
    }

    [Theory]
    [InlineData(CandidateObjective.Covariance)]
    [InlineData(CandidateObjective.Correlation)]
    [InlineData(CandidateObjective.Error)]
    public void UnitsPerRound_Three_AreInstalledSideBySide(CandidateObjective objective)
    {
        var observer = new RecordingObserver();
        TrainingOptions options = Short with { UnitsPerRound = 3, MaxHiddenUnits = 8, CandidateObjective = objective };

        using Trainer trainer = Runs.Train(Problems.TwoSpirals, options, seed: 1, observer);

        // The third round has room for two.
        IReadOnlyList<HiddenUnit> units = trainer.Network.HiddenUnits;
        Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3], units.Select(u => u.Layer));
        foreach (HiddenUnit unit in units)
        {
            foreach (HiddenUnit other in units.Take(unit.Index))
                Assert.Equal(other.Layer == unit.Layer, unit.Weights[1 + 2 + other.Index] == 0f);
        }

        Assert.All(observer.Installed.Chunk(3), round => Assert.Equal(round.OrderByDescending(u => u.Score), round));
    }

    [Fact]
    public void Siblings_AreNotLinkedToTheDeepestLayer()
    {
        var observer = new RecordingObserver();
        TrainingOptions options = Short with { SiblingShare = 0.5, DescendantFactor = 0.9, MaxHiddenUnits = 12 };

        using Trainer trainer = Runs.Train(Problems.TwoSpirals, options, seed: 3, observer);

        IReadOnlyList<HiddenUnit> units = trainer.Network.HiddenUnits;
        foreach (HiddenUnit unit in units.Skip(1))
        {
            int deepest = units.Take(unit.Index).Max(u => u.Layer);
            bool sibling = observer.Installed[unit.Index].Candidate >= 4;
            Assert.Equal(sibling ? deepest : deepest + 1, unit.Layer);
            foreach (HiddenUnit other in units.Take(unit.Index))
                Assert.Equal(sibling && other.Layer == deepest, unit.Weights[1 + 2 + other.Index] == 0f);
        }

        Assert.Contains(units, u => units.Count(o => o.Layer == u.Layer) > 1);
        Assert.Contains(units, u => u.Layer > 1);
    }

    [Fact]
    public void Siblings_AllOfThePool_StayInOneLayer()
    {
        using Trainer trainer = Runs.Train(Problems.TwoSpirals, Short with { SiblingShare = 1 }, seed: 1);

        Assert.Equal(6, trainer.HiddenUnits);
        Assert.All(trainer.Network.HiddenUnits, u => Assert.Equal(1, u.Layer));
    }

    [Theory]
    [InlineData(Optimiser.Irprop)]
    [InlineData(Optimiser.Adam)]
    public void Optimisers_SolveParity(Optimiser optimiser)
    {
        PhaseOptions phase = new() { Optimiser = optimiser, LearningRate = 0.1, InitialStep = 0.1, Decay = 0, Patience = 25, MaxEpochs = 400 };
        TrainingOptions options = TrainingPresets.Parity with { Output = phase, Candidate = phase };

        using Trainer trainer = Runs.Train(Problems.Parity(4), options, seed: 1);

        Assert.Equal(FinishReason.Victory, trainer.FinishReason);
        Assert.InRange(trainer.HiddenUnits, 1, 6);
    }

    [Theory]
    [InlineData(CandidateObjective.Correlation)]
    [InlineData(CandidateObjective.Error)]
    public void Objectives_SolveTwoSpirals(CandidateObjective objective)
    {
        PhaseOptions phase = new() { Optimiser = Optimiser.Irprop, Decay = 0, Patience = 20, MaxEpochs = 300 };
        TrainingOptions options = new() { CandidateObjective = objective, MaxHiddenUnits = 40, Output = phase, Candidate = phase };

        using Trainer trainer = Runs.Train(Problems.TwoSpirals, options, seed: 1);

        Assert.Equal(FinishReason.Victory, trainer.FinishReason);
    }

    [Theory]
    [InlineData(CandidateObjective.Correlation)]
    [InlineData(CandidateObjective.Error)]
    public void NewUnit_OfAFittingObjective_LowersTheErrorAtOnce(CandidateObjective objective)
    {
        // The outputs are linear: a unit with the weights of least squares takes away the share of the error that its score says.
        PhaseOptions phase = new() { Optimiser = Optimiser.Irprop, Decay = 0, MaxEpochs = 300, Patience = 40, ChangeThreshold = 0.001 };
        var observer = new RecordingObserver();
        Runs.Train(
            Problems.Sine(200),
            TrainingPresets.Regression with { CandidateObjective = objective, Output = phase, Candidate = phase, MaxHiddenUnits = 3, ErrorIndexThreshold = 0.001 },
            seed: 1,
            observer);

        for (int units = 1; units <= 3; units++)
        {
            float before = observer.OutputEpochs.Last(e => e.HiddenUnits == units - 1).Loss;
            float after = observer.OutputEpochs.First(e => e.HiddenUnits == units).Loss;
            float score = observer.Installed[units - 1].Score;
            float takenAway = objective is CandidateObjective.Error ? score : score * score;
            Assert.Equal(1 - takenAway, after / before, tolerance: 0.02f);
        }
    }

    [Fact]
    public void Correlation_UnitThatIsAllButConstant_CountsForNothing()
    {
        // Far from every pattern a Gaussian is next to zero: its correlation would be rounding over nothing.
        using Trainer trainer = Runs.Train(
            Problems.Parity(8), TrainingPresets.Parity with { CandidateObjective = CandidateObjective.Correlation, WeightRange = 3 }, seed: 1);

        Assert.NotEqual(FinishReason.Diverged, trainer.FinishReason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Softmax_Outputs_AreProbabilities(int outputs)
    {
        Dataset data = outputs == 1 ? Problems.TwoSpirals : Problems.ThreeArms(33);
        using Trainer trainer = Runs.Train(data, Short with { OutputActivation = Activation.Softmax, ErrorBitThreshold = 0.35, MaxHiddenUnits = 25 }, seed: 1);

        float[] predicted = new float[data.Patterns * outputs];
        trainer.Network.Predict(data.InputValues, predicted);

        Assert.All(predicted, p => Assert.InRange(p, 0f, 1f));
        if (outputs > 1)
            Assert.All(predicted.Chunk(outputs), row => Assert.Equal(1f, row.Sum(), tolerance: 1e-6f));
        int bits = predicted.Where((p, i) => Math.Abs(p - (data.TargetValues[i] + 0.5f)) > 0.35f).Count();
        Assert.Equal(trainer.Result!.Value.ErrorBits, bits);
    }

    [Fact]
    public void Batches_OfADataSet_CoverEveryPatternOncePerEpoch()
    {
        // With a learning rate of all but nothing an epoch of batches has the figures of one evaluation.
        PhaseOptions phase = new() { Optimiser = Optimiser.Adam, LearningRate = 1e-12, Decay = 0, MaxEpochs = 3 };
        TrainingOptions whole = new() { Output = phase, Candidate = phase, MaxHiddenUnits = 1 };
        var (all, batches) = (new RecordingObserver(), new RecordingObserver());

        Runs.Train(Problems.ThreeArms(700), whole, seed: 1, all);
        Runs.Train(Problems.ThreeArms(700), whole with { Output = phase with { BatchSize = 100 }, Candidate = phase with { BatchSize = 500 } }, seed: 1, batches);

        Assert.Equal(all.OutputEpochs.Count, batches.OutputEpochs.Count);
        foreach ((OutputEpoch expected, OutputEpoch actual) in all.OutputEpochs.Zip(batches.OutputEpochs))
        {
            Assert.Equal(expected.Loss, actual.Loss, tolerance: 1e-5f);
            Assert.Equal((expected.Accuracy, expected.ErrorBits), (actual.Accuracy, actual.ErrorBits));
        }

        Assert.Equal(all.CandidateScores.Count, batches.CandidateScores.Count);
        foreach ((float[] expected, float[] actual) in all.CandidateScores.Zip(batches.CandidateScores))
            Assert.All(expected.Zip(actual), s => Assert.Equal(s.First, s.Second, tolerance: 1e-4f));
    }

    [Fact]
    public void Batches_ManyUpdatesAnEpoch_LearnInFewerEpochs()
    {
        PhaseOptions phase = new() { Optimiser = Optimiser.Adam, LearningRate = 0.003, Decay = 0, MaxEpochs = 10 };
        TrainingOptions options = new() { Output = phase, Candidate = phase, MaxHiddenUnits = 0 };
        Dataset data = Problems.ThreeArms(1000);

        using Trainer whole = Runs.Train(data, options, seed: 1);
        using Trainer batches = Runs.Train(data, options with { Output = phase with { BatchSize = 64 } }, seed: 1);

        Assert.True(batches.Result!.Value.Loss < 0.8f * whole.Result!.Value.Loss);
    }

    [Theory]
    [InlineData(CandidateObjective.Covariance)]
    [InlineData(CandidateObjective.Correlation)]
    public void Cache_TooSmallForTheUnits_GivesTheSameBits(CandidateObjective objective)
    {
        // 20,000 patterns take 80 kB a unit: of 16 units a megabyte holds 13.
        Dataset data = Problems.ThreeArms(6667);
        TrainingOptions options = Short with
        {
            MaxHiddenUnits = 16,
            UnitsPerRound = 8,
            PoolSize = 9,
            CandidateObjective = objective,
            Output = new PhaseOptions { MaxEpochs = 3 },
            Candidate = new PhaseOptions { MaxEpochs = 3 },
            ValidationShare = 0.02,
        };
        var (stored, computed) = (new RecordingObserver(), new RecordingObserver());

        using Trainer large = Runs.Train(data, options, seed: 1, stored);
        using Trainer small = Runs.Train(data, options with { CacheMegabytes = 1, Threads = 2 }, seed: 1, computed);

        Assert.Equal(stored.Calls, computed.Calls);
        Assert.Equal(large.Network.ComputeHash(), small.Network.ComputeHash());
    }

    [Fact]
    public void Cache_OverItsBound_KeepsWhatFits()
    {
        Dataset data = Problems.ThreeArms(6667);
        var cache = new ActivationCache(data, expectedHiddenUnits: 40, megabytes: 1);
        for (int k = 0; k < 20; k++)
            cache.Add(new HiddenUnit(k, Activation.Sigmoid, new float[1 + 2 + k], k + 1));

        Assert.Equal(23, cache.Rows);
        Assert.Equal(7, cache.NotStored);
    }
}
