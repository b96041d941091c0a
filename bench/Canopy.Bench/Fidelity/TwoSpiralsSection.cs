using Canopy.CasCor;
using static Canopy.Bench.ReportText;

namespace Canopy.Bench.Fidelity;

/// <summary>Two spirals by the authors' recipe, beside the paper's 100 trials and the C program's 500.</summary>
internal static class TwoSpiralsSection
{
    private const int Seeds = 1000;
    private const string Unknown = "–";

    // Paper, §3.1: how many of its 100 networks had 12, 13, … hidden units.
    private const int FewestInPaper = 12;
    private static readonly int[] Paper = [4, 9, 24, 19, 24, 13, 5, 2];

    public static Section Measure()
    {
        var section = new Section();
        var data = Generators.Generate("two-spirals");
        var trials = Trial.RunAll(data, TrainingPresets.TwoSpirals, Seeds);
        var (hidden, epochs, crossings) = (Sample.HiddenUnits(trials), Sample.Epochs(trials), Sample.Crossings(trials));
        var solved = trials.Count(t => t.Solved);
        section.Trials["two-spirals"] = trials;
        section.Demands.Add(new Demand($"two spirals: solved, of {Seeds:N0}", solved, 0, 990, Seeds, "0"));
        section.Demands.Add(Demand.About("two spirals: hidden units", hidden, 15.04, 0.25, "0.00"));
        section.Demands.Add(Demand.About("two spirals: epochs", epochs, 1692, 40, "0"));
        section.Demands.Add(Demand.About("two spirals: connection crossings, millions", crossings, 17.6, 0.6, "0.00"));

        var inDouble = Trial.RunAll(data, TrainingPresets.TwoSpirals with { SumPrecision = SumPrecision.Double }, Seeds);
        section.Trials["two-spirals-double-sums"] = inDouble;

        section.Paragraph("## Two spirals");
        section.Paragraph($"The benchmark's 194 points, preset `{TrainingPresets.TwoSpiralsName}` (the authors' recipe): pool of 8, error bit threshold 0.35, at most 100 "
            + $"epochs a phase and 25 units; seeds 1 to {Seeds}. Means ± their standard error; in brackets the standard deviation of the trials.");
        section.Table(
            ["", "trials", "solved", "hidden units", "median", "epochs", "crossings, M"],
            [
                Row("Canopy", trials),
                Row("Canopy, sums in double precision", inDouble),
                ["C program, threshold 0.35, correct mean", "500", "500", "15.04 ± 0.08 (1.69)", Unknown, "1692 ± 9", "17.6"],
                ["C program, threshold 0.35", "500", "500", "14.94 ± 0.08 (1.70)", Unknown, "1674 ± 10", "17.3"],
                ["paper, 1990", "100", "100", "15.19 ± 0.16 (1.57)", "15", "1700", "19"],
            ]);
        section.Paragraph("Single precision within tiles of 2,048 patterns loses nothing that shows: with `sum_precision` double the means differ by less than "
            + "their standard errors allow for.");
        section.Paragraph("Share of the networks with so many hidden units, in percent:");
        section.Table(["hidden units", "Canopy", "paper"], Histogram(trials));
        return section;
    }

    private static IEnumerable<string[]> Histogram(IReadOnlyList<Trial> trials)
    {
        var counts = trials.CountBy(t => t.HiddenUnits).ToDictionary();
        for (var units = Math.Min(counts.Keys.Min(), FewestInPaper); units <= Math.Max(counts.Keys.Max(), FewestInPaper + Paper.Length - 1); units++)
        {
            yield return [$"{units}", Number(100.0 * counts.GetValueOrDefault(units) / trials.Count, "0.0"), $"{Paper.ElementAtOrDefault(units - FewestInPaper)}"];
        }
    }

    private static string[] Row(string name, IReadOnlyList<Trial> trials)
    {
        var hidden = Sample.HiddenUnits(trials);
        return
        [
            name, $"{trials.Count}", $"{trials.Count(t => t.Solved)}", WithSpread(hidden, "0.00"), Number(hidden.Median, "0"),
            WithSpread(Sample.Epochs(trials), "0"), WithSpread(Sample.Crossings(trials), "0.00"),
        ];
    }

    private static string WithSpread(Sample sample, string format)
        => $"{Number(sample.Mean, format)} ± {Number(sample.StandardError, format)} ({Number(sample.StandardDeviation, format)})";
}
