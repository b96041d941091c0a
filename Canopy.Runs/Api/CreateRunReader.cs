using System.Text.Json;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Commands;

namespace Canopy.Runs.Api;

/// <summary>Reads the body of <c>POST /v1/runs</c>.</summary>
internal static class CreateRunReader
{
    /// <summary>The request as far as it can be read; what cannot is in <paramref name="errors"/>.</summary>
    public static CreateRun Read(JsonElement body, FieldErrors errors)
    {
        const string DatasetText = "an object with a generator or data";
        var fields = new JsonFields(body, "", errors);
        var json = ContractsJson.Default;
        fields.Require("dataset", DatasetText);
        var request = new CreateRun
        {
            Name = fields.Read("name", json.String, $"a text of at most {RunLimits.NameLength} characters"),
            Note = fields.Read("note", json.String, $"a text of at most {RunLimits.NoteLength} characters"),
            Tags = fields.Read("tags", json.StringArray, $"at most {RunLimits.Tags} texts of at most {RunLimits.TagLength} characters"),
            Dataset = fields.ReadObject("dataset", DatasetText) is { } dataset ? ReadDataset(dataset) : new DatasetSpec(),
            Preset = fields.Read("preset", json.String, $"one of {string.Join(", ", TrainingPresets.All.Keys)}"),
            Options = fields.Read("options", json.JsonObject, "an object with the options that differ from the preset"),
            Seed = fields.Read("seed", json.NullableInt64, $"a whole number from 0 to {RunLimits.MaxSeed}"),
            Pace = fields.Read("pace", json.NullableDouble, $"0, or from {RunLimits.MinPace} to {RunLimits.MaxPace:#,0} epochs per second"),
            Start = fields.Read("start", json.NullableBoolean, "true or false") ?? true,
        };
        fields.RefuseOthers();
        return request;
    }

    private static DatasetSpec ReadDataset(JsonFields fields)
    {
        var json = ContractsJson.Default;
        var spec = new DatasetSpec
        {
            Generator = fields.Read("generator", json.String, $"one of {string.Join(", ", Generators.All.Select(g => g.Name))}"),
            Parameters = fields.ReadObject("parameters", "an object with a number for each parameter")?.ReadNumbers(),
            Data = fields.ReadObject("data", "an object with inputs and targets") is { } data ? ReadData(data) : null,
        };
        fields.RefuseOthers();
        return spec;
    }

    private static InlineData ReadData(JsonFields fields)
    {
        var json = ContractsJson.Default;
        var data = new InlineData
        {
            Name = fields.Read("name", json.String, "a text"),
            Kind = fields.Read("kind", json.NullableProblemKind, "classification or regression") ?? ProblemKind.Classification,
            Inputs = fields.Read("inputs", json.SingleArrayArray, "an array of rows of numbers") ?? [],
            Targets = fields.Read("targets", json.SingleArrayArray, "an array of rows of numbers") ?? [],
        };
        fields.RefuseOthers();
        return data;
    }
}
