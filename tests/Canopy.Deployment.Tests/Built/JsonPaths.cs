using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Canopy.Deployment.Tests.Built;

/// <summary>Fields by their path, such as <c>spec.template.spec</c>; what is not there is null or empty.</summary>
internal static class JsonPaths
{
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var part in path.Split('.'))
        {
            node = node switch
            {
                JsonObject map => map[part],
                JsonArray list when int.TryParse(part, out var index) && index < list.Count => list[index],
                _ => null,
            };
        }
        return node;
    }

    public static bool Has(this JsonNode? node, string path) => node.At(path) is not null;

    /// <summary>A scalar as text, whatever its type.</summary>
    public static string? Text(this JsonNode? node, string path) => node.At(path).Text();

    public static string? Text(this JsonNode? node) => node switch
    {
        null or JsonObject or JsonArray => null,
        _ when node.GetValueKind() is JsonValueKind.True => "true",
        _ when node.GetValueKind() is JsonValueKind.False => "false",
        _ => node.ToString(),
    };

    public static int? Number(this JsonNode? node, string path) =>
        int.TryParse(node.Text(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static IEnumerable<JsonNode> Items(this JsonNode? node, string path) => node.At(path).Items();

    public static IEnumerable<JsonNode> Items(this JsonNode? node) => node is JsonArray list ? list.OfType<JsonNode>() : [];

    public static IEnumerable<string> Texts(this JsonNode? node, string path) => node.Items(path).Select(item => item.Text() ?? string.Empty);

    /// <summary>Labels and the like: the scalars of an object, by name.</summary>
    public static IReadOnlyDictionary<string, string> Map(this JsonNode? node, string path) =>
        (node.At(path) as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => pair.Value.Text() ?? string.Empty, StringComparer.Ordinal);

    /// <summary>Every scalar below, with its path.</summary>
    public static IEnumerable<(string Path, string Text)> Scalars(this JsonNode? node, string path = "") => node switch
    {
        JsonObject map => map.SelectMany(pair => pair.Value.Scalars($"{path}.{pair.Key}".TrimStart('.'))),
        JsonArray list => list.SelectMany((item, index) => item.Scalars($"{path}.{index}".TrimStart('.'))),
        null => [],
        _ => [(path, node.Text()!)],
    };
}
