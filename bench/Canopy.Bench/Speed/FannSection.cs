using Canopy.CasCor;

namespace Canopy.Bench.Speed;

/// <summary>The same data by FANN's cascade training.</summary>
internal static class FannSection
{
    public static SpeedSection Measure()
    {
        var section = new SpeedSection();
        section.Paragraph("## Beside FANN");
        using var fann = Fann.Build();
        if (fann is null)
        {
            section.Paragraph("Skipped: FANN (`libfann-dev`) or gcc is not installed.");
            return section;
        }

        List<string[]> rows =
        [
            Row(fann, section.Limits, TwoSpirals.Data, TrainingPresets.TwoSpirals, "defaults", trials: 20, leastRatio: 150),
            Row(fann, section.Limits, ProblemsSection.ParityData(8), TrainingPresets.Parity, "gaussian", trials: 20, leastRatio: 50),
            Row(fann, section.Limits, ProblemsSection.ParityData(10), TrainingPresets.Parity, "gaussian", trials: 5, leastRatio: 50),
        ];
        section.Paragraph("FANN (`libfann`) is a widely used library in C that has cascade training; our program for it is [bench/fann](../../bench/fann/cascade.c). Same patterns, "
            + "same rule of when a problem is solved, all else by its defaults; for parity its pool is cut down to 8 Gaussian candidates. "
            + "Medians: FANN's in processor time of training alone, ours from the data to the network. "
            + "FANN applies the rule before its last update, so that some of its networks are a little wrong; they count as solved here.");
        section.Table(["problem", "FANN's candidates", "trials", "with no bit wrong", "hidden units", "FANN", "Canopy", "FANN / Canopy"], rows);
        return section;
    }

    private static string[] Row(Fann fann, List<Limit> limits, Dataset data, TrainingOptions options, string pool, int trials, double leastRatio)
    {
        var theirs = fann.Train(data, pool, trials);
        var seconds = Median.OfSorted([.. theirs.Select(t => t.Seconds).Order()]);
        var ours = SolveTimes.Measure(data, options, trials: 100).MedianSeconds;
        limits.Add(Limit.AtLeast($"{data.Name}, FANN / Canopy", seconds / ours, leastRatio, "0"));
        return
        [
            data.Name, $"{theirs[0].Candidates}", $"{theirs.Count}", $"{theirs.Count(t => t.WrongBits == 0)}", SpeedSection.Number(theirs.Average(t => t.HiddenUnits), "0.0"),
            SpeedSection.Duration(seconds), SpeedSection.Duration(ours), SpeedSection.Number(seconds / ours, "0"),
        ];
    }
}
