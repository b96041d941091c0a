using System.Text.Json;

namespace Canopy.Images.Tests.Running;

/// <summary>What a program answered.</summary>
internal sealed record Answer(int Status, string? Type, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement.Clone();

    /// <summary>Status, type, and for JSON every path in it with the kind of its value: what must not differ between two builds.</summary>
    public string Shape => Type?.Contains("json", StringComparison.Ordinal) == true
        ? $"{Status} {Type}\n{string.Join('\n', Paths(Json, "$").Distinct(StringComparer.Ordinal))}"
        : $"{Status} {Type}";

    private static IEnumerable<string> Paths(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Paths(property.Value, $"{path}.{property.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Paths(item, $"{path}[]")),
        var kind => [$"{path}: {kind}"],
    };
}
