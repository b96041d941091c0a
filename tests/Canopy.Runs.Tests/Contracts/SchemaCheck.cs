using System.Text.Json;
using System.Text.Json.Nodes;

namespace Canopy.Runs.Tests.Contracts;

/// <summary>Compares JSON with a schema of a committed document, as far as these documents go; fields that it does not name are mistakes here.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    private readonly List<string> _mistakes = [];

    public static IReadOnlyList<string> Mistakes(JsonNode document, JsonNode schema, JsonNode? value)
    {
        var check = new SchemaCheck(document);
        check.Compare(schema, value, "$");
        return check._mistakes;
    }

    private void Compare(JsonNode schema, JsonNode? value, string path)
    {
        if (schema["$ref"] is { } reference)
        {
            var target = reference.GetValue<string>()[2..].Split('/').Aggregate(document, (node, name) => node[name]!);
            Compare(target, value, path);
            return;
        }

        if (schema["anyOf"] is JsonArray alternatives)
        {
            Expect(alternatives.Any(s => Mistakes(document, s!, value).Count == 0), path, schema, value);
            return;
        }

        Expect(TypesOf(schema).Any(type => Is(value, type)), path, schema, value);
        Expect(schema["enum"] is not JsonArray words || words.Any(word => JsonNode.DeepEquals(word, value)), path, schema, value);
        switch (value)
        {
            case JsonArray items when schema["items"] is { } item:
                for (var i = 0; i < items.Count; i++)
                {
                    Compare(item, items[i], $"{path}[{i}]");
                }

                break;
            case JsonObject fields when schema["properties"] is not null || schema["additionalProperties"] is not null:
                CompareFields(schema, fields, path);
                break;
        }
    }

    private void CompareFields(JsonNode schema, JsonObject fields, string path)
    {
        foreach (var name in schema["required"]?.AsArray().Select(n => n!.GetValue<string>()).Where(n => !fields.ContainsKey(n)) ?? [])
        {
            _mistakes.Add($"{path}.{name} is missing");
        }

        foreach (var (name, value) in fields)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is { } described)
            {
                Compare(described, value, $"{path}.{name}");
            }
            else
            {
                _mistakes.Add($"{path}.{name} is not in the document");
            }
        }
    }

    private void Expect(bool isSo, string path, JsonNode schema, JsonNode? value)
    {
        if (!isSo)
        {
            _mistakes.Add($"{path} is {value?.ToJsonString() ?? "null"}, not {schema.ToJsonString()}");
        }
    }

    private static IEnumerable<string> TypesOf(JsonNode schema)
        => schema["type"] is JsonArray types ? types.Select(t => t!.GetValue<string>()) : [schema["type"]!.GetValue<string>()];

    private static bool Is(JsonNode? value, string type) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => type == "null",
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind.Number => type == "number" || (type == "integer" && value.AsValue().TryGetValue<long>(out _)),
        _ => false,
    };
}
