using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Canopy.CasCor;
using Canopy.Contracts;

namespace Canopy.Runs.Storage;

/// <summary>What can be shown of a run whose description a newer program wrote: each field for itself, with a default where it cannot be read.</summary>
internal static class StoredSpec
{
    public static RunDescription ReadWhatIsKnown(string id, string json)
    {
        var form = ContractsJson.Default;
        var spec = JsonText.TryParse(json) as JsonObject ?? [];
        var data = spec["dataset"] as JsonObject ?? [];
        return new RunDescription
        {
            Id = id,
            Name = Field(spec, "name", form.String) ?? id,
            Note = Field(spec, "note", form.String),
            Tags = Field(spec, "tags", form.StringArray) ?? [],
            Status = RunStatus.Unknown,
            Phase = RunPhase.Idle,
            Dataset = new DatasetDescription
            {
                Name = Field(data, "name", form.String) ?? "",
                Generator = Field(data, "generator", form.String),
                Kind = Field(data, "kind", form.NullableProblemKind) ?? ProblemKind.Classification,
                Patterns = (int)(Field(data, "patterns", form.NullableInt64) ?? 0),
                Inputs = (int)(Field(data, "inputs", form.NullableInt64) ?? 0),
                Outputs = (int)(Field(data, "outputs", form.NullableInt64) ?? 0),
                Hash = Field(data, "hash", form.String) ?? "",
            },
            Options = new TrainingOptions(),
            Seed = Field(spec, "seed", form.NullableInt64) ?? 0,
            Pace = Field(spec, "pace", form.NullableDouble) ?? 0,
            CreatedAt = Field(spec, "created_at", form.NullableDateTimeOffset) ?? default,
            Version = Field(spec, "version", form.String),
        };
    }

    private static T? Field<T>(JsonObject fields, string name, JsonTypeInfo<T> type)
    {
        try
        {
            return fields[name] is { } value ? value.Deserialize(type) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}

/// <summary>JSON that may be none.</summary>
internal static class JsonText
{
    /// <summary>Null for what is no JSON.</summary>
    public static JsonNode? TryParse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
