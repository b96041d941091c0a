using Canopy.CasCor;

namespace Canopy.Bench.Speed;

/// <summary>Times to solve one problem over many seeds, on one thread, with every method compiled for good.</summary>
/// <remarks>
/// .NET compiles a method quickly when it is first called, and well when it has been called often; some hundred trainings
/// pass before all that matter are compiled well. Rounds over all seeds are therefore repeated until the fastest does not fall any more.
/// </remarks>
internal sealed class SolveTimes
{
    private const int Repetitions = 5;

    private const double Falling = 0.99;

    private const int RoundsWithoutFall = 8;

    private const int MostRounds = 200;

    private readonly List<TrainingTime> _trainings;

    private SolveTimes(List<TrainingTime> trainings)
    {
        _trainings = [.. trainings.OrderBy(t => t.Seconds)];
    }

    public int Trials => _trainings.Count;

    public int Solved => _trainings.Count(t => t.Reason is FinishReason.Victory);

    public double MedianSeconds => Median.OfSorted([.. _trainings.Select(t => t.Seconds)]);

    public double FastestSeconds => _trainings[0].Seconds;

    public double SlowestSeconds => _trainings[^1].Seconds;

    public double HiddenUnits => _trainings.Average(t => t.HiddenUnits);

    public double Epochs => _trainings.Average(t => t.Epochs);

    public double SecondsPerEpoch => _trainings.Sum(t => t.Seconds) / _trainings.Sum(t => t.Epochs);

    public double CrossingsPerSecond => _trainings.Sum(t => t.Crossings) / _trainings.Sum(t => t.Seconds);

    /// <summary>Seeds 1 to <paramref name="trials"/>, each the best of five, after warming up.</summary>
    public static SolveTimes Measure(Dataset data, TrainingOptions options, int trials)
    {
        WarmUp(data, options, trials);
        return new SolveTimes([.. Seeds(trials).Select(seed => TrainingTime.Best(data, options, seed, Repetitions))]);
    }

    private static void WarmUp(Dataset data, TrainingOptions options, int trials)
    {
        var best = double.MaxValue;
        var idle = 0;
        for (var round = 0; round < MostRounds && idle < RoundsWithoutFall; round++)
        {
            var seconds = Seeds(trials).Sum(seed => TrainingTime.Measure(data, options, seed).Seconds);
            idle = seconds < best * Falling ? 0 : idle + 1;
            best = Math.Min(best, seconds);
        }
    }

    private static IEnumerable<ulong> Seeds(int trials) => Enumerable.Range(1, trials).Select(seed => (ulong)seed);
}
