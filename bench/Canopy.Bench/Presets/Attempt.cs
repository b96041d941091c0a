using System.Diagnostics;
using Canopy.CasCor;

namespace Canopy.Bench.Presets;

/// <summary>One training run and its network on patterns that it has not seen.</summary>
/// <param name="Solved">Victory.</param>
/// <param name="HiddenUnits">Of the network in the end.</param>
/// <param name="Epochs">Trained.</param>
/// <param name="Crossings">Connection crossings: the work, whatever the machine.</param>
/// <param name="Milliseconds">Of training.</param>
/// <param name="TestError">In percent: test patterns of which the class is wrong; the error index of values.</param>
internal sealed record Attempt(bool Solved, int HiddenUnits, long Epochs, long Crossings, double Milliseconds, double TestError)
{
    /// <summary>One attempt per seed, as many at a time as there are processors.</summary>
    public static IReadOnlyList<Attempt> RunAll(Problem problem, TrainingOptions options, ulong firstSeed, int seeds)
    {
        var attempts = new Attempt[seeds];
        Parallel.For(0, seeds, i => attempts[i] = Run(problem, options, firstSeed + (ulong)i));
        return attempts;
    }

    private static Attempt Run(Problem problem, TrainingOptions options, ulong seed)
    {
        var (train, test) = problem.Split(seed);
        var start = Stopwatch.GetTimestamp();
        using var trainer = new Trainer(train, For(train, options), seed);
        while (trainer.TrainEpoch())
        {
        }

        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var network = trainer.Network;
        var evaluation = Evaluation.Of(network, test);
        var error = evaluation.Regression?.ErrorIndex ?? 1 - evaluation.Classification!.Accuracy;
        return new Attempt(trainer.FinishReason is FinishReason.Victory, network.HiddenUnits.Count, trainer.Epoch, trainer.ConnectionCrossings, milliseconds, 100 * error);
    }

    /// <summary>Values need linear outputs, whatever a configuration has for classes, and an error index that leaves something to learn.</summary>
    private static TrainingOptions For(Dataset data, TrainingOptions options)
        => data.Kind is ProblemKind.Regression ? options with { OutputActivation = Activation.Linear, ErrorIndexThreshold = 0.05 } : options;
}
