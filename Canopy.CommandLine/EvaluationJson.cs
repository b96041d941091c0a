using System.Text.Encodings.Web;
using System.Text.Json;
using Canopy.CasCor;

namespace Canopy.CommandLine;

/// <summary>An evaluation as JSON. Figures that are not defined are null.</summary>
internal static class EvaluationJson
{
    /// <summary>For files that people read: no page embeds them.</summary>
    public static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Utf8JsonWriter json, Evaluation evaluation, DataDescription description)
    {
        json.WriteStartObject();
        json.WriteNumber("patterns", evaluation.Patterns);
        json.WriteFigure("loss", evaluation.Loss);
        json.WriteFigure("mean_squared_error", evaluation.MeanSquaredError);
        if (evaluation.Classification is { } classes)
        {
            Write(json, classes, description);
        }

        if (evaluation.Regression is { } values)
        {
            Write(json, values, description);
        }

        json.WriteEndObject();
    }

    /// <summary>JSON has no NaN.</summary>
    public static void WriteFigure(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Write(Utf8JsonWriter json, ClassificationFigures figures, DataDescription description)
    {
        json.WriteFigure("accuracy", figures.Accuracy);
        json.WriteFigure("macro_precision", figures.MacroPrecision);
        json.WriteFigure("macro_recall", figures.MacroRecall);
        json.WriteFigure("macro_f1", figures.MacroF1);
        json.WriteFigure("macro_roc_auc", figures.MacroRocAuc);
        json.WriteFigure("expected_calibration_error", figures.Calibration.ExpectedError);
        json.WriteStartArray("classes");
        foreach (var one in figures.Classes)
        {
            json.WriteStartObject();
            json.WriteString("label", LabelOf(description.ClassLabels, one.Index));
            json.WriteNumber("support", one.Support);
            json.WriteFigure("precision", one.Precision);
            json.WriteFigure("recall", one.Recall);
            json.WriteFigure("f1", one.F1);
            json.WriteFigure("roc_auc", one.RocAuc);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteConfusion(json, figures.Confusion);
    }

    /// <summary>A row per class, a column per class decided for.</summary>
    private static void WriteConfusion(Utf8JsonWriter json, ConfusionMatrix confusion)
    {
        var classes = Enumerable.Range(0, confusion.Classes);
        var rows = classes.Select(actual => $"[{string.Join(", ", classes.Select(decided => confusion[actual, decided]))}]");
        json.WritePropertyName("confusion");
        json.WriteRawValue($"[{string.Join(", ", rows)}]");
    }

    private static void Write(Utf8JsonWriter json, RegressionFigures figures, DataDescription description)
    {
        json.WriteFigure("root_mean_squared_error", figures.RootMeanSquaredError);
        json.WriteFigure("mean_absolute_error", figures.MeanAbsoluteError);
        json.WriteFigure("r_squared", figures.RSquared);
        json.WriteFigure("error_index", figures.ErrorIndex);
        json.WriteStartArray("outputs");
        foreach (var one in figures.Outputs)
        {
            json.WriteStartObject();
            json.WriteString("name", LabelOf(description.OutputNames, one.Index));
            json.WriteFigure("root_mean_squared_error", one.RootMeanSquaredError);
            json.WriteFigure("mean_absolute_error", one.MeanAbsoluteError);
            json.WriteFigure("r_squared", one.RSquared);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string LabelOf(IReadOnlyList<string> labels, int index) => index < labels.Count ? labels[index] : $"{index}";
}
