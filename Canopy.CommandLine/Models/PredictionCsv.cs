using System.Buffers;
using System.Globalization;
using System.Text;
using Canopy.CasCor;

namespace Canopy.CommandLine.Models;

/// <summary>
/// Predictions as CSV, a row per pattern. A classifier: the class, then its outputs; else the outputs in the unit of the targets.
/// </summary>
internal static class PredictionCsv
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n;\t");

    public static string Write(TrainedModel model, ReadOnlySpan<float> inputs)
    {
        var isClassifier = model.Kind is ProblemKind.Classification;
        var outputs = model.Predict(inputs);
        var text = new StringBuilder();
        text.AppendJoin(',', Header(model, isClassifier)).Append('\n');
        for (var p = 0; p < outputs.Length / model.Outputs; p++)
        {
            if (isClassifier)
            {
                text.Append(Field(model.LabelOf(model.Classify(inputs.Slice(p * model.Inputs, model.Inputs))))).Append(',');
            }

            for (var o = 0; o < model.Outputs; o++)
            {
                text.Append(o > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{outputs[(p * model.Outputs) + o]}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Header(TrainedModel model, bool isClassifier)
    {
        if (!isClassifier)
        {
            return Enumerable.Range(0, model.Outputs).Select(o => Field(NameOf(model, o)));
        }

        var outputs = model.Outputs == 1 ? ["output"] : Enumerable.Range(0, model.Outputs).Select(o => Field($"output_{model.LabelOf(o)}"));
        return outputs.Prepend("prediction");
    }

    private static string NameOf(TrainedModel model, int output)
        => model.Description.OutputNames is { Count: > 0 } names ? names[output] : $"output_{output}";

    /// <summary>Quoted where it must be (RFC 4180).</summary>
    private static string Field(string text)
        => text.AsSpan().ContainsAny(Special) || text.Trim() != text ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
