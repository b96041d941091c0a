using Canopy.CasCor;

namespace Canopy.Bench.Speed;

/// <summary>Whole trainings: parity to zero error bits, and two large data sets to a fixed number of units.</summary>
internal static class ProblemsSection
{
    private const int Trials = 100;

    private const int Repetitions = 5;

    public static SpeedSection Measure()
    {
        var section = new SpeedSection();
        section.Paragraph("## Whole trainings");
        section.Paragraph($"Parity: preset `{TrainingPresets.ParityName}` (8 Gaussian candidates) to zero error bits; median of seeds 1 to {Trials}, each the best of five. The two large "
            + "problems are made from a seed: inputs uniform in ±1, targets from a random network of six tanh units, with one label in fifty "
            + "turned or a tenth of a standard deviation of noise, so that neither is ever solved and every one of the units is trained; 8 sigmoid "
            + $"candidates, the best of {Repetitions}.");
        section.Table(
            ["problem", "patterns × inputs", "hidden units", "epochs", "one thread", "G crossings/s", "two threads", "speed-up"],
            [Parity(8), Parity(10), Large(Classification(), TrainingPresets.Fahlman1990, units: 10), Large(Regression(), TrainingPresets.Regression, units: 5)]);
        return section;
    }

    private static Dataset Classification() => SyntheticData.Classification(10_000, 20, seed: 1);

    private static Dataset Regression() => SyntheticData.Regression(100_000, 50, seed: 1);

    private static string[] Parity(int bits)
    {
        var data = ParityData(bits);
        var times = SolveTimes.Measure(data, TrainingPresets.Parity, Trials);
        return
        [
            $"{data.Name}, {times.Solved} of {times.Trials} solved", Shape(data), SpeedSection.Number(times.HiddenUnits, "0.0"), SpeedSection.Number(times.Epochs, "0"),
            SpeedSection.Duration(times.MedianSeconds), SpeedSection.Giga(times.CrossingsPerSecond), SpeedSection.Unknown, SpeedSection.Unknown,
        ];
    }

    public static Dataset ParityData(int bits) => Generators.Generate("parity", new Dictionary<string, double>(StringComparer.Ordinal) { ["bits"] = bits });

    private static string[] Large(Dataset data, TrainingOptions options, int units)
    {
        options = options with { MaxHiddenUnits = units, ErrorIndexThreshold = 1e-6 };
        TrainingTime.Measure(data, options with { MaxHiddenUnits = 1 }, seed: 1);
        TrainingTime one = null!;
        var seconds = Turns.LeastSeconds(
            Repetitions,
            () => (one = TrainingTime.Measure(data, options, seed: 1)).Seconds,
            () => TrainingTime.Measure(data, options with { Threads = 2 }, seed: 1).Seconds);
        if (one.HiddenUnits != units)
        {
            throw new InvalidOperationException($"{data.Name} ended with {one.HiddenUnits} of {units} units: {one.Reason}.");
        }

        return
        [
            data.Name, Shape(data), $"{units}", $"{one.Epochs}", SpeedSection.Duration(seconds[0]), SpeedSection.Giga(one.Crossings / seconds[0]),
            SpeedSection.Duration(seconds[1]), SpeedSection.Number(seconds[0] / seconds[1], "0.00"),
        ];
    }

    private static string Shape(Dataset data) => $"{data.Patterns:N0} × {data.Inputs}";
}
