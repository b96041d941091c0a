using System.Globalization;
using System.Text;
using Canopy.CasCor;
using static Canopy.Bench.ReportText;

namespace Canopy.Bench.Fidelity;

/// <summary>
/// Does the engine do what the algorithm's authors published? The report, and the trials behind it. Nothing in it depends on the
/// machine or on time: the same engine writes the same bytes.
/// </summary>
internal static class FidelityBenchmark
{
    private const string Head = """
        # Fidelity

        Is Canopy's engine the algorithm that was published? This report trains the published problems many times from fixed seeds
        and compares the means with two sources:

        * **the paper**: S. E. Fahlman, C. Lebiere, "The Cascade-Correlation Learning Architecture", CMU-CS-90-100, 1990;
        * **the C program**: the authors' public program, version 1.33, as measured by others on the same problems. It subtracts a
          wrong mean from the correlation (V̄·Ē where ΣV·Ē is meant); "correct mean" is the program with that mended, as Canopy has it.

        `./canopy bench fidelity --write` writes this page, and into `artifacts/benchmarks/fidelity` one CSV file per row of its tables (seed,
        solved, hidden units, epochs, connection crossings, and test errors where some patterns were kept back). It ends with exit code 1 when
        a figure is out of its range. The engine gives the same bits on every machine
        ([decision 0002](../decisions/0002-numeric-contract.md)), so these pages are the same wherever they are written.

        Conventions that matter for the numbers:

        * Epochs count output and candidate epochs together, among the latter the first of each round, which only measures
          correlations. The epoch in which zero error bits are seen is not counted.
        * Connection crossings: connections to the units in training, evaluated once per pattern and epoch.
        * Candidates correlate with the residuals of the last output epoch *before* its weight update, as in the C program with
          its cache.
        * Residuals for output training are (out − target)(f′ + 0.1); candidates use f′ alone.
        * A new unit's output weight starts at minus its correlation. Steps and slopes of older output weights are kept.
        * No seed was chosen: trials are 1, 2, 3 and so on. Numbers are float32 in a fixed order of summation.

        """;

    public static Task<bool> RunAsync(BenchmarkOptions options)
    {
        Section[] sections = [TwoSpiralsSection.Measure(), ParitySection.Measure(), GeneralisationSection.Measure()];
        List<Demand> demands = [.. sections.SelectMany(s => s.Demands)];
        var report = Report(sections, demands);
        Console.WriteLine(report);
        if (options.Write)
        {
            ReportFolder.Write("fidelity.md", report);
            foreach (var (name, trials) in sections.SelectMany(s => s.Trials))
            {
                ReportFolder.WriteTrials($"fidelity/{name}.csv", Csv(trials));
            }
        }

        return Task.FromResult(demands.TrueForAll(d => d.IsMet));
    }

    private static string Report(Section[] sections, List<Demand> demands)
    {
        var text = new StringBuilder(Head).Append('\n');
        foreach (var section in sections)
        {
            text.Append(section.Text);
        }

        var verdicts = new Section();
        verdicts.Paragraph("## Verdict");
        verdicts.Paragraph($"{demands.Count(d => d.IsMet)} of {demands.Count} figures are in their ranges. Numeric profile: `{Trainer.NumericProfile}`.");
        verdicts.Table(
            ["figure", "Canopy", "± standard error", "demanded", "verdict"],
            demands.Select(d => new[]
            {
                d.What, Number(d.Measured, d.Format), d.StandardError > 0 ? Number(d.StandardError, d.Format) : "–",
                d.Minimum == d.Maximum ? Number(d.Minimum, d.Format) : $"{Number(d.Minimum, d.Format)} to {Number(d.Maximum, d.Format)}", d.Verdict,
            }));
        return text.Append(verdicts.Text.TrimEnd('\n')).Append('\n').ToString();
    }

    private static string Csv(IReadOnlyList<Trial> trials)
    {
        var tested = trials[0].TestErrors is not null;
        var text = new StringBuilder("seed,solved,hidden_units,epochs,connection_crossings").Append(tested ? ",test_errors" : "").Append('\n');
        foreach (var trial in trials)
        {
            text.Append(CultureInfo.InvariantCulture, $"{trial.Seed},{(trial.Solved ? 1 : 0)},{trial.HiddenUnits},{trial.Epochs},{trial.Crossings}");
            text.Append(tested ? "," + Number(trial.TestErrors!.Value, "0.######") : "").Append('\n');
        }

        return text.ToString();
    }
}
