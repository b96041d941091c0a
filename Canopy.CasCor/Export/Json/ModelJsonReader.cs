using System.Text.Json;

namespace Canopy.CasCor.Export.Json;

/// <summary>Reads the JSON form; whatever the text is, the outcome is a model or an <see cref="InvalidModelException"/>.</summary>
internal static class ModelJsonReader
{
    /// <summary>Most hidden units of a model that is read.</summary>
    public const int MaxHiddenUnits = 10_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private static readonly string[] OutlineFields =
    [
        ModelJson.FormatField, ModelJson.VersionField, ModelJson.Kind, ModelJson.Inputs, ModelJson.Outputs, ModelJson.HiddenUnits,
        ModelJson.OutputActivation, ModelJson.Description,
    ];

    public static TrainedModel Read(ReadOnlySpan<byte> utf8)
    {
        using JsonDocument document = Parse(utf8);
        Dictionary<string, JsonField> fields = Envelope(document, [.. OutlineFields, ModelJson.OutputWeights]);
        ModelOutline outline = ReadOutline(fields, withWeights: true);

        JsonField[] units = fields[ModelJson.HiddenUnits].Items(MaxHiddenUnits);
        var weights = new float[units.Length][];
        for (int k = 0; k < units.Length; k++)
            weights[k] = units[k].Members(UnitFields(withWeights: true))[ModelJson.Weights].Floats(1 + outline.Inputs + k);

        JsonField[] rows = fields[ModelJson.OutputWeights].Items(Dataset.MaxColumns);
        if (rows.Length != outline.Outputs)
            throw fields[ModelJson.OutputWeights].Wrong($"a list of {outline.Outputs} rows, one per output");
        float[][] outputWeights = Array.ConvertAll(rows, row => row.Floats(1 + outline.Inputs + units.Length));
        return outline.With(weights, [.. outputWeights.SelectMany(row => row)]);
    }

    /// <summary>A model without its weights.</summary>
    public static ModelOutline ReadOutline(ReadOnlySpan<byte> utf8)
    {
        using JsonDocument document = Parse(utf8);
        return ReadOutline(Envelope(document, OutlineFields), withWeights: false);
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        try
        {
            return JsonDocument.Parse(utf8.ToArray(), Strict);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is for a name with half of a surrogate pair, found in the search for duplicates.
            throw new InvalidModelException("The file is not a JSON document, or is damaged; JSON exported by Canopy is accepted.", e);
        }
    }

    /// <summary>The fields of the root, after the two that say whether we can read them.</summary>
    private static Dictionary<string, JsonField> Envelope(JsonDocument document, string[] names)
    {
        JsonElement root = document.RootElement;
        bool isOurs = root.ValueKind is JsonValueKind.Object
            && root.TryGetProperty(ModelJson.FormatField, out JsonElement format)
            && format.ValueKind is JsonValueKind.String
            && new JsonField(format, ModelJson.FormatField).Text() == ModelJson.Format;
        if (!isOurs)
            throw new InvalidModelException($"The document is not a model exported by Canopy: its {ModelJson.FormatField} must be {ModelJson.Format}.");
        if (!root.TryGetProperty(ModelJson.VersionField, out JsonElement version)
            || version.ValueKind is not JsonValueKind.Number || !version.TryGetInt32(out int number) || number != ModelJson.Version)
        {
            throw new InvalidModelException($"The model's {ModelJson.VersionField} must be {ModelJson.Version}; this program reads no other.");
        }

        return new JsonField(root, "").Members(names);
    }

    private static ModelOutline ReadOutline(Dictionary<string, JsonField> fields, bool withWeights)
    {
        int inputs = fields[ModelJson.Inputs].Int(1, Dataset.MaxColumns);
        int outputs = fields[ModelJson.Outputs].Int(1, Dataset.MaxColumns);
        UnitOutline[] units = Array.ConvertAll(fields[ModelJson.HiddenUnits].Items(MaxHiddenUnits), unit => ReadUnit(unit, withWeights));
        return new ModelOutline(
            fields[ModelJson.Kind].Choice<ProblemKind>(),
            inputs,
            outputs,
            units,
            fields[ModelJson.OutputActivation].Choice<Activation>(),
            ReadDescription(fields[ModelJson.Description], inputs, outputs));
    }

    private static UnitOutline ReadUnit(JsonField field, bool withWeights)
    {
        Dictionary<string, JsonField> members = field.Members(UnitFields(withWeights));
        return new UnitOutline(members[ModelJson.Activation].Choice<Activation>(), members[ModelJson.Layer].Int(1, MaxHiddenUnits));
    }

    private static string[] UnitFields(bool withWeights) => withWeights
        ? [ModelJson.Activation, ModelJson.Layer, ModelJson.Weights]
        : [ModelJson.Activation, ModelJson.Layer];

    private static DataDescription ReadDescription(JsonField field, int inputs, int outputs)
    {
        Dictionary<string, JsonField> members = field.Members(
            ModelJson.InputNames, ModelJson.OutputNames, ModelJson.ClassLabels, ModelJson.InputStandardisation, ModelJson.TargetStandardisation);
        return new DataDescription
        {
            InputNames = members[ModelJson.InputNames].Texts(inputs),
            OutputNames = members[ModelJson.OutputNames].Texts(outputs),
            ClassLabels = members[ModelJson.ClassLabels].Texts(Math.Max(2, outputs)),
            Inputs = ReadStandardisation(members[ModelJson.InputStandardisation], inputs),
            Targets = ReadStandardisation(members[ModelJson.TargetStandardisation], outputs),
        };
    }

    private static Standardisation? ReadStandardisation(JsonField field, int columns)
    {
        if (field.IsNull)
            return null;

        Dictionary<string, JsonField> members = field.Members(ModelJson.Means, ModelJson.Deviations);
        float[] means = members[ModelJson.Means].Floats(columns);
        float[] deviations = members[ModelJson.Deviations].Floats(columns);
        return deviations.All(d => d > 0) ? new Standardisation(means, deviations) : throw members[ModelJson.Deviations].Wrong("positive throughout");
    }
}
