using YamlDotNet.Serialization;

namespace Canopy.Pipeline.Tests.Workflows;

/// <summary>Walks a YAML document as a tree of mappings, lists and texts; what is not there is null.</summary>
internal static class Yaml
{
    public static object? Parse(string text) => new DeserializerBuilder().Build().Deserialize<object?>(text);

    public static object? At(this object? node, params string[] keys)
    {
        foreach (string key in keys)
        {
            node = node is Dictionary<object, object?> map && map.TryGetValue(key, out object? value) ? value : null;
        }

        return node;
    }

    public static bool Has(this object? node, string key) => node is Dictionary<object, object?> map && map.ContainsKey(key);

    public static string Text(this object? node, params string[] keys) => node.At(keys) as string ?? "";

    public static IEnumerable<KeyValuePair<string, object?>> Entries(this object? node) => node is Dictionary<object, object?> map
        ? map.Select(entry => KeyValuePair.Create((string)entry.Key, entry.Value))
        : [];

    /// <summary>The items of a list; a text alone is a list of one.</summary>
    public static IEnumerable<object?> Items(this object? node) => node switch
    {
        List<object?> list => list,
        string text => [text],
        _ => [],
    };

    /// <summary>Every text in the tree.</summary>
    public static IEnumerable<string> Texts(this object? node) => node switch
    {
        string text => [text],
        List<object?> list => list.SelectMany(Texts),
        Dictionary<object, object?> map => map.Values.SelectMany(Texts),
        _ => [],
    };
}
