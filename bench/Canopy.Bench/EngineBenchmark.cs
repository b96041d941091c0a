using System.Globalization;
using Canopy.Bench.Speed;
using Canopy.CasCor;

namespace Canopy.Bench;

/// <summary>Two spirals to zero error bits on one thread, 100 seeds, and what an epoch allocates.</summary>
internal static class EngineBenchmark
{
    public static Task RunAsync()
    {
        var first = TwoSpirals.FirstSolve;
        var times = TwoSpirals.Measure();
        Console.WriteLine($"two spirals, {times.Trials} seeds, one thread ({Trainer.NumericProfile})");
        Console.WriteLine($"  solved               {times.Solved} of {times.Trials}");
        Console.WriteLine($"  first of the process {first.Seconds * 1e3:0.0} ms, compiling included");
        Console.WriteLine(
            $"  then                 {times.MedianSeconds * 1e3:0.000} ms median, {times.FastestSeconds * 1e3:0.00} to {times.SlowestSeconds * 1e3:0.00} ms"
            + $" (limit: {TwoSpiralsSection.MostMilliseconds} ms median with vectors of 512 bits; here {PeakFlops.VectorBits})");
        Console.WriteLine($"  hidden units         {times.HiddenUnits:0.00} mean");
        Console.WriteLine($"  epochs               {times.Epochs:0} mean, {times.SecondsPerEpoch * 1e9:0} ns each");
        Console.WriteLine($"  allocated per epoch  {Allocation.BytesPerEpoch(TwoSpirals.Data, TrainingPresets.TwoSpirals):0.##} bytes (limit: 0)");
        return Task.CompletedTask;
    }

    /// <summary>The median from the text that another process printed.</summary>
    public static double ReadMedianSeconds(string output)
    {
        var words = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return double.Parse(words[Array.IndexOf(words, "median,") - 2], CultureInfo.InvariantCulture) / 1e3;
    }
}
