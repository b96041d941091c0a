using System.Text.Json;
using Canopy.Aspirate.Tests.Support;

namespace Canopy.Aspirate.Tests.Publish;

/// <summary>Checks a manifest against the public schema, with the part of JSON Schema draft 7 that the schema uses.</summary>
internal static class ManifestSchema
{
    /// <summary>What is wrong with the manifest; nothing when it is valid.</summary>
    public static async Task<IReadOnlyList<string>> FindFaultsAsync(string path)
    {
        using var schema = JsonDocument.Parse(await File.ReadAllTextAsync(Golden.Schema, TestContext.Current.CancellationToken));
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        return [.. Faults(schema.RootElement, schema.RootElement, manifest.RootElement, "$")];
    }

    private static IEnumerable<string> Faults(JsonElement root, JsonElement schema, JsonElement value, string at)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return schema.ValueKind == JsonValueKind.True ? [] : [$"{at} is not allowed"];
        }

        return schema.EnumerateObject().SelectMany(rule => rule.Name switch
        {
            "$ref" => Faults(root, root.GetProperty("definitions").GetProperty(rule.Value.GetString()!.Split('/')[^1]), value, at),
            "type" => HasType(value, rule.Value.GetString()!) ? [] : [$"{at} is no {rule.Value.GetString()}"],
            "const" => JsonElement.DeepEquals(rule.Value, value) ? [] : [$"{at} is not {rule.Value}"],
            "enum" => rule.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)) ? [] : [$"{at} is none of {rule.Value}"],
            "required" => value.ValueKind != JsonValueKind.Object ? [] : rule.Value.EnumerateArray().Select(n => n.GetString()!).Where(n => !value.TryGetProperty(n, out _)).Select(n => $"{at} lacks {n}"),
            "properties" => Members(value).Where(m => rule.Value.TryGetProperty(m.Name, out _)).SelectMany(m => Faults(root, rule.Value.GetProperty(m.Name), m.Value, $"{at}.{m.Name}")),
            "additionalProperties" => Members(value).Where(m => !Known(schema, m.Name)).SelectMany(m => Faults(root, rule.Value, m.Value, $"{at}.{m.Name}")),
            "items" => value.ValueKind != JsonValueKind.Array ? [] : value.EnumerateArray().SelectMany((item, i) => Faults(root, rule.Value, item, $"{at}[{i}]")),
            "oneOf" => OneOf(root, rule.Value, value, at),
            "not" => Faults(root, rule.Value, value, at).Any() ? [] : [$"{at} is what it must not be"],
            "$schema" or "$id" or "description" or "definitions" => Enumerable.Empty<string>(),
            _ => throw new NotSupportedException($"The schema uses {rule.Name}."),
        });
    }

    private static IEnumerable<string> OneOf(JsonElement root, JsonElement alternatives, JsonElement value, string at)
    {
        var faults = alternatives.EnumerateArray().Select(a => Faults(root, a, value, at).ToArray()).ToArray();
        return faults.Count(f => f.Length == 0) == 1 ? [] : [$"{at} is not exactly one of the alternatives: {string.Join(" / ", faults.MinBy(f => f.Length)!)}"];
    }

    private static JsonProperty[] Members(JsonElement value) => value.ValueKind == JsonValueKind.Object ? [.. value.EnumerateObject()] : [];

    private static bool Known(JsonElement schema, string name) => schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _);

    private static bool HasType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => throw new NotSupportedException($"The schema uses the type {type}."),
    };
}
