using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Canopy.Kubernetes.Base;

/// <summary>Short ways through a YAML document.</summary>
internal static class NodeExtensions
{
    public static YamlMappingNode Map(this YamlMappingNode node, string key) => (YamlMappingNode)node.Children[key];

    /// <summary>The mappings of a sequence; none where there is no such key.</summary>
    public static IEnumerable<YamlMappingNode> Maps(this YamlMappingNode node, string key) => node.Items(key).Cast<YamlMappingNode>();

    public static IEnumerable<string> Texts(this YamlMappingNode node, string key) => node.Items(key).Select(i => ((YamlScalarNode)i).Value!);

    public static string Text(this YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value!;

    public static int Number(this YamlMappingNode node, string key) => int.Parse(node.Text(key), CultureInfo.InvariantCulture);

    private static IEnumerable<YamlNode> Items(this YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var items) ? ((YamlSequenceNode)items).Children : [];
}
