using System.Reflection;
using System.Text.Json;
using Canopy.CasCor;

namespace Canopy.CommandLine.Train;

/// <summary>The JSON file of <c>--report</c> (docs/command-line.md).</summary>
internal static class RunReport
{
    private const int FormatVersion = 1;

    public static byte[] Write(TrainingRun run, IReadOnlyList<OutputFile> networks)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, EvaluationJson.Readable))
        {
            json.WriteStartObject();
            json.WriteString("format", "canopy-run-report");
            json.WriteNumber("format_version", FormatVersion);
            json.WriteString("version", typeof(RunReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
            json.WriteString("numeric_profile", Trainer.NumericProfile);
            WriteStart(json, run);
            WriteData(json, run);
            OptionsJson.Write(json, "options", run.Options);
            WriteResult(json, run);
            json.WritePropertyName("evaluation");
            EvaluationJson.Write(json, run.Evaluation, run.Data.Dataset.Description);
            json.WriteStartArray("files");
            foreach (var file in networks)
            {
                json.WriteStringValue(file.Path);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. stream.ToArray(), (byte)'\n'];
    }

    private static void WriteStart(Utf8JsonWriter json, TrainingRun run)
    {
        json.WriteString("preset", run.Start.Preset);
        if (run.Start.Seed is { } seed)
        {
            json.WriteNumber("seed", seed);
        }
        else
        {
            json.WriteNull("seed");
        }

        json.WriteString("resumed_from", run.Start.Checkpoint);
    }

    private static void WriteData(Utf8JsonWriter json, TrainingRun run)
    {
        var (data, import) = (run.Data.Dataset, run.Data.Import);
        json.WriteStartObject("data");
        json.WriteString("source", run.Data.Source);
        json.WriteString("hash", data.Hash);
        json.WriteString("kind", data.Kind is ProblemKind.Regression ? "regression" : "classification");
        json.WriteNumber("patterns", data.Patterns);
        json.WriteNumber("inputs", data.Inputs);
        json.WriteNumber("outputs", data.Outputs);
        WriteTexts(json, "input_names", data.Description.InputNames);
        WriteTexts(json, "output_names", data.Description.OutputNames);
        WriteTexts(json, "class_labels", data.Description.ClassLabels);
        json.WriteBoolean("standardised", data.Description.Inputs is not null);
        if (import is not null)
        {
            json.WriteNumber("rows_read", import.RowsRead);
            json.WriteNumber("rows_dropped", import.RowsDropped);
            WriteTexts(json, "columns_left_out", [.. import.Columns.Where(c => c.Use is not (CsvColumnUse.Input or CsvColumnUse.Target)).Select(c => c.Name)]);
        }

        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, TrainingRun run)
    {
        json.WriteStartObject("result");
        json.WriteString("finish", run.Finish);
        json.WriteNumber("epochs", run.Epochs);
        json.WriteNumber("hidden_units", run.Network.HiddenUnits.Count);
        json.WriteNumber("connection_crossings", run.ConnectionCrossings);
        if (run.Result is { } result)
        {
            json.WriteNumber("error_bits", result.ErrorBits);
            json.WriteFigure("training_loss", result.Loss);
            json.WriteFigure("training_accuracy", result.Accuracy);
            json.WriteFigure("validation_loss", result.ValidationLoss);
            json.WriteFigure("validation_accuracy", result.ValidationAccuracy);
        }

        json.WriteNumber("seconds", Math.Round(run.Seconds, 6));
        json.WriteString("network_hash", run.Network.ComputeHash());
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
