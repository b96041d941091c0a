namespace Canopy.CasCor.Tests.Training;

/// <summary>Short runs that together use every kernel and activation; their hashes may only change with the numeric profile.</summary>
internal static class GoldenRuns
{
    public static string Compute()
    {
        var hashes = new List<string>
        {
            "two-spirals " + Hash(Problems.TwoSpirals, TrainingPresets.TwoSpirals),
            "parity " + Hash(Problems.Parity(6), TrainingPresets.Parity),
            "three arms " + Hash(Problems.ThreeArms(20), TrainingPresets.TwoSpirals with { HiddenActivation = ActivationSet.Tanh, OutputActivation = Activation.Tanh, MaxHiddenUnits = 4 }),
            "two tiles " + Hash(Problems.Parity(12), TrainingPresets.Parity with { MaxHiddenUnits = 2 }),
            "regression " + Hash(Problems.Sine(60), TrainingPresets.Regression with { MaxHiddenUnits = 4, PoolSize = 5 }),
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
