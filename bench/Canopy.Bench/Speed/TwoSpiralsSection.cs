using Canopy.CasCor;

namespace Canopy.Bench.Speed;

/// <summary>Time to solve the two spirals.</summary>
internal static class TwoSpiralsSection
{
    public const double MostMilliseconds = 1.2;

    public static SpeedSection Measure()
    {
        var section = new SpeedSection();
        var first = TwoSpirals.FirstSolve;
        var times = TwoSpirals.Measure();
        double? narrow = PeakFlops.VectorBits == 512 ? NarrowVectors.MeasureTwoSpirals() : null;
        if (PeakFlops.VectorBits == 512)
        {
            section.Limits.Add(Limit.AtMost("two spirals, vectors of 512 bits, median", times.MedianSeconds * 1e3, MostMilliseconds, "0.00 ms"));
        }

        section.Paragraph("## Two spirals");
        section.Paragraph($"194 patterns, preset `{TrainingPresets.TwoSpiralsName}` (the authors' recipe, pool of 8) to zero error bits; seeds 1 to {times.Trials}, each the best of "
            + $"five, after warming up until the time no longer falls. {times.Solved} of {times.Trials} solved, with {SpeedSection.Number(times.HiddenUnits, "0.0")} hidden units after "
            + $"{SpeedSection.Number(times.Epochs, "0")} epochs on average. The time runs from the data to the trained network.");
        section.Table(
            ["vectors", "median", "fastest", "slowest", "an epoch", "G crossings/s"],
            [
                [
                    $"{PeakFlops.VectorBits} bits", SpeedSection.Duration(times.MedianSeconds), SpeedSection.Duration(times.FastestSeconds), SpeedSection.Duration(times.SlowestSeconds),
                    SpeedSection.Duration(times.SecondsPerEpoch), SpeedSection.Giga(times.CrossingsPerSecond),
                ],
                .. narrow is { } seconds ? (string[][])[["256 bits (`DOTNET_EnableAVX512=0`)", SpeedSection.Duration(seconds), .. Enumerable.Repeat(SpeedSection.Unknown, 4)]] : [],
            ]);
        section.Paragraph($"The first one in a fresh process, before .NET has compiled anything: {SpeedSection.Duration(first.Seconds)}.");
        return section;
    }
}
