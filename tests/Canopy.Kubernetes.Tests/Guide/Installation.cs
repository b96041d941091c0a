using System.Collections.Concurrent;
using Canopy.Testing;
using YamlDotNet.RepresentationModel;

namespace Canopy.Kubernetes.Tests.Guide;

/// <summary>The objects of a committed overlay.</summary>
internal sealed class Installation
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Installation>>> All = new(StringComparer.Ordinal);
    private readonly List<YamlMappingNode> _objects;

    private Installation(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        _objects = [.. stream.Documents.Select(d => (YamlMappingNode)d.RootNode)];
    }

    public static Task<Installation> OfAsync(string environment) => All.GetOrAdd(
        environment,
        name => new(async () => new Installation(await Kubectl.KustomizeAsync(Path.Combine(Programs.Root, "deploy", "overlays", name))))).Value;

    public bool Has(string kind, string name) => Find(kind, name) is not null;

    /// <summary>A field of an object, by its path; null where one of them is missing.</summary>
    public string? Field(string kind, string name, string path)
    {
        YamlNode? node = Find(kind, name);
        foreach (var step in path.Split('/'))
        {
            node = node switch
            {
                YamlMappingNode map => map.Children.TryGetValue(step, out var child) ? child : null,
                YamlSequenceNode list => list.Children[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)],
                _ => null,
            };
        }

        return (node as YamlScalarNode)?.Value;
    }

    private YamlMappingNode? Find(string kind, string name) => _objects.Find(o =>
        string.Equals(o["kind"].ToString(), kind, StringComparison.OrdinalIgnoreCase) && (name.Length == 0 || o["metadata"]["name"].ToString() == name));
}
