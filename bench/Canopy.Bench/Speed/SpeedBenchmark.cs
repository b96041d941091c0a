using System.Text;

namespace Canopy.Bench.Speed;

/// <summary>How fast is the engine? The report, on this machine.</summary>
internal static class SpeedBenchmark
{
    private const string Head = """
        # Speed

        `./canopy bench speed` measures all of this in about a minute, and with `--write` writes this page. It ends with exit code 1
        when a figure misses its limit. `./canopy bench gate` is the short form for continuous integration: ratios within one run, and
        bytes per epoch.

        Times are the least of several repetitions, because whatever else a machine does can only add to them. Connection crossings
        are connections to the units in training, evaluated once per pattern and epoch. Numbers are float32, and the bits are the same
        for every width of vectors and every number of threads ([decision 0002](../decisions/0002-numeric-contract.md)).

        Vectors of 128 bits are not measured: on x86, .NET gives up the fused multiply-add with the 256-bit vectors, and emulates it some
        150 times slower; on Arm they come with it.

        """;

    public static Task<bool> RunAsync(BenchmarkOptions options)
    {
        // Two spirals first: its first training is to be the first of the process.
        SpeedSection[] sections =
        [
            TwoSpiralsSection.Measure(),
            ProblemsSection.Measure(),
            CandidatesSection.Measure(),
            FannSection.Measure(),
            ObserverSection.Measure(),
            AllocationSection.Measure(),
        ];
        List<Limit> limits = [.. sections.SelectMany(s => s.Limits)];
        var report = Report(sections, limits);
        Console.WriteLine(report);
        if (options.Write)
        {
            ReportFolder.Write("speed.md", report);
        }

        return Task.FromResult(limits.TrueForAll(l => l.IsMet));
    }

    private static string Report(SpeedSection[] sections, List<Limit> limits)
    {
        var text = new StringBuilder(Head).Append('\n').Append($"Measured on: {Machine.Description}.\n\n");
        foreach (var section in sections)
        {
            text.Append(section.Text);
        }

        var verdicts = new SpeedSection();
        verdicts.Paragraph("## Limits");
        verdicts.Table(["figure", "measured", "limit", "met"], limits.Select(l => l.Row()));
        return text.Append(verdicts.Text.TrimEnd('\n')).Append('\n').ToString();
    }
}
