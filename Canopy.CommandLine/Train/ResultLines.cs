using System.Globalization;

namespace Canopy.CommandLine.Train;

/// <summary>What <c>canopy train</c> prints at its end: <c>name: value</c>, one per line.</summary>
internal static class ResultLines
{
    public static void Write(TextWriter output, TrainingRun run, IEnumerable<OutputFile> files)
    {
        Line("finish", run.Finish);
        Line("epochs", run.Epochs);
        Line("hidden_units", run.Network.HiddenUnits.Count);
        FigureLines.Write(output, run.Evaluation);
        if (run.Result is { } result && !float.IsNaN(result.ValidationLoss))
        {
            Line("validation_loss", result.ValidationLoss);
            if (!float.IsNaN(result.ValidationAccuracy))
            {
                Line("validation_accuracy", result.ValidationAccuracy);
            }
        }

        Line("seconds", Math.Round(run.Seconds, 3));
        Line("network", run.Network.ComputeHash());
        foreach (var file in files)
        {
            Line("wrote", file.Path);
        }

        void Line(string name, object value) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value}"));
    }
}
