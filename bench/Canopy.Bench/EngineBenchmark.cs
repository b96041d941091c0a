using System.Diagnostics;
using Canopy.CasCor;

namespace Canopy.Bench;

/// <summary>Two spirals to zero error bits on one thread, 100 seeds, and what an epoch allocates.</summary>
internal static class EngineBenchmark
{
    private const int Seeds = 100;

    public static Task RunAsync()
    {
        var data = Generators.Generate("two-spirals");
        for (var seed = 0UL; seed < 20; seed++)
        {
            Train(data, seed);
        }

        var results = Enumerable.Range(1, Seeds).Select(seed => Train(data, (ulong)seed)).ToList();
        var times = results.Select(r => r.Milliseconds).Order().ToList();
        Console.WriteLine($"two spirals, {Seeds} seeds, one thread ({Trainer.NumericProfile})");
        Console.WriteLine($"  solved               {results.Count(r => r.Solved)} of {Seeds}");
        Console.WriteLine($"  engine time          {Median(times):0.00} ms median, {times[0]:0.00} to {times[^1]:0.00} ms (limit: 20 ms median)");
        Console.WriteLine($"  hidden units         {results.Average(r => r.HiddenUnits):0.00} mean");
        Console.WriteLine($"  epochs               {results.Average(r => r.Epochs):0} mean, {results.Sum(r => r.Milliseconds) * 1e6 / results.Sum(r => r.Epochs):0} ns each");
        Console.WriteLine($"  allocated per epoch  {AllocatedPerEpoch(data):0.##} bytes (limit: 0)");
        return Task.CompletedTask;
    }

    private static Result Train(Dataset data, ulong seed)
    {
        var trainer = new Trainer(data, TrainingPresets.TwoSpirals, seed);
        var start = Stopwatch.GetTimestamp();
        while (trainer.TrainEpoch())
        {
        }

        return new Result(
            Stopwatch.GetElapsedTime(start).TotalMilliseconds, trainer.Epoch, trainer.Network.HiddenUnits.Count, trainer.FinishReason == FinishReason.Victory);
    }

    /// <summary>Over epochs in which no unit was installed and no phase began: those may allocate.</summary>
    private static double AllocatedPerEpoch(Dataset data)
    {
        var trainer = new Trainer(data, TrainingPresets.TwoSpirals, seed: 1);
        long bytes = 0;
        var epochs = 0;
        while (true)
        {
            var (phase, units) = (trainer.Phase, trainer.Network.HiddenUnits.Count);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var more = trainer.TrainEpoch();
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (!more)
            {
                return bytes / (double)epochs;
            }

            if (phase == trainer.Phase && units == trainer.Network.HiddenUnits.Count)
            {
                bytes += allocated;
                epochs++;
            }
        }
    }

    private static double Median(List<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;

    private sealed record Result(double Milliseconds, long Epochs, int HiddenUnits, bool Solved);
}
