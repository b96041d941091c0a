namespace Canopy.CasCor.Tests.Training;

/// <summary>Short runs that together use every kernel and activation; their hashes may only change with the numeric profile.</summary>
internal static class GoldenRuns
{
    private static TrainingOptions Irprop { get; } = new()
    {
        MaxHiddenUnits = 4,
        Output = new PhaseOptions { Optimiser = Optimiser.Irprop, MaxEpochs = 25 },
        Candidate = new PhaseOptions { Optimiser = Optimiser.Irprop, MaxEpochs = 25 },
    };

    public static string Compute()
    {
        var hashes = new List<string>
        {
            "two-spirals " + Hash(Problems.TwoSpirals, TrainingPresets.TwoSpirals),
            "parity " + Hash(Problems.Parity(6), TrainingPresets.Parity),
            "three arms " + Hash(Problems.ThreeArms(20), TrainingPresets.TwoSpirals with { HiddenActivation = ActivationSet.Tanh, OutputActivation = Activation.Tanh, MaxHiddenUnits = 4 }),
            "two tiles " + Hash(Problems.Parity(12), TrainingPresets.Parity with { MaxHiddenUnits = 2 }),
            "regression " + Hash(Problems.Sine(60), TrainingPresets.Regression with { MaxHiddenUnits = 4, PoolSize = 5 }),
            "cascade 2, mixed, siblings " + Hash(Problems.ThreeArms(20), Irprop with
            {
                CandidateObjective = CandidateObjective.Error,
                HiddenActivation = ActivationSet.Logistic | ActivationSet.Sine | ActivationSet.Relu | ActivationSet.LeakyRelu,
                PoolSize = 7,
                SiblingShare = 0.5,
                UnitsPerRound = 2,
            }),
            "correlation, softmax " + Hash(Problems.ThreeArms(20), Irprop with
            {
                CandidateObjective = CandidateObjective.Correlation,
                HiddenActivation = ActivationSet.Sigmoid | ActivationSet.Gaussian | ActivationSet.Tanh,
                OutputActivation = Activation.Softmax,
                PoolSize = 5,
            }),
            "batches, validation, two classes " + Hash(Problems.TwoSpirals, new TrainingOptions
            {
                MaxHiddenUnits = 2,
                OutputActivation = Activation.Softmax,
                ValidationShare = 0.25,
                Output = new PhaseOptions { Optimiser = Optimiser.Adam, BatchSize = 64, MaxEpochs = 15 },
                Candidate = new PhaseOptions { Optimiser = Optimiser.Adam, BatchSize = 64, MaxEpochs = 15 },
            }),
        };
        return string.Join(Environment.NewLine, hashes);
    }

    private static string Hash(Dataset data, TrainingOptions options)
    {
        using var trainer = new Trainer(data, options, seed: 1);
        while (trainer.TrainEpoch())
        {
        }

        return trainer.Network.ComputeHash();
    }
}
