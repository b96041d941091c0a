using Canopy.CasCor;

namespace Canopy.Bench.Fidelity;

/// <summary>How one training run from one seed ended.</summary>
/// <param name="Seed">Decides the initial weights; where patterns are drawn, also which.</param>
/// <param name="Solved">Zero error bits.</param>
/// <param name="HiddenUnits">Installed units.</param>
/// <param name="Epochs">Output and candidate epochs together.</param>
/// <param name="Crossings">Connection crossings.</param>
/// <param name="TestErrors">Share of the patterns that were not trained on whose class is wrong; null when there are none.</param>
internal sealed record Trial(ulong Seed, bool Solved, int HiddenUnits, long Epochs, long Crossings, double? TestErrors = null)
{
    /// <summary>Trains from the seeds 1 to <paramref name="count"/>, as many at a time as there are processors.</summary>
    public static IReadOnlyList<Trial> RunAll(Dataset data, TrainingOptions options, int count)
        => RunAll(count, seed => Run(data, options, seed, out _));

    /// <inheritdoc cref="RunAll(Dataset, TrainingOptions, int)"/>
    public static IReadOnlyList<Trial> RunAll(int count, Func<ulong, Trial> run)
    {
        var trials = new Trial[count];
        Parallel.For(0, count, i => trials[i] = run((ulong)i + 1));
        return trials;
    }

    public static Trial Run(Dataset data, TrainingOptions options, ulong seed, out Network network)
    {
        using var trainer = new Trainer(data, options, seed);
        while (trainer.TrainEpoch())
        {
        }

        network = trainer.Network;
        return new Trial(seed, trainer.FinishReason is FinishReason.Victory, trainer.HiddenUnits, trainer.Epoch, trainer.ConnectionCrossings);
    }
}
