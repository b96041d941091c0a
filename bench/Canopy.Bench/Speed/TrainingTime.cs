using System.Diagnostics;
using Canopy.CasCor;

namespace Canopy.Bench.Speed;

/// <summary>How long one training took, and what came out.</summary>
/// <param name="Seconds">From the data to the trained network: laying out memory is part of it.</param>
/// <param name="Crossings">Connections evaluated: once per pattern and epoch for each connection in training.</param>
internal sealed record TrainingTime(double Seconds, long Epochs, long Crossings, int HiddenUnits, FinishReason Reason)
{
    public double CrossingsPerSecond => Crossings / Seconds;

    public static TrainingTime Measure(Dataset data, TrainingOptions options, ulong seed, ITrainingObserver? observer = null)
    {
        var start = Stopwatch.GetTimestamp();
        using var trainer = new Trainer(data, options, seed, observer);
        while (trainer.TrainEpoch())
        {
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new TrainingTime(seconds, trainer.Epoch, trainer.ConnectionCrossings, trainer.HiddenUnits, trainer.FinishReason!.Value);
    }

    /// <summary>The fastest of several repetitions: what others do on the machine can only add.</summary>
    public static TrainingTime Best(Dataset data, TrainingOptions options, ulong seed, int repetitions)
        => Enumerable.Range(0, repetitions).Select(_ => Measure(data, options, seed)).MinBy(t => t.Seconds)!;
}
