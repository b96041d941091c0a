using Canopy.Testing;
using YamlDotNet.RepresentationModel;

namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>What the production overlay's Ingress says: one host, one path, one service, and its annotations.</summary>
internal sealed record IngressObject(string Host, string Service, IReadOnlyDictionary<string, string> Annotations)
{
    private const string Prefix = "nginx.ingress.kubernetes.io/";

    /// <summary>The Ingress that kustomize builds for production.</summary>
    public static async Task<IngressObject> OfProductionAsync() =>
        Parse(await Kubectl.KustomizeAsync(Path.Combine(Programs.Root, "deploy", "overlays", "prod")));

    /// <summary>The same with another value of one of its annotations.</summary>
    public IngressObject With(string annotation, string value)
        => this with { Annotations = new Dictionary<string, string>(Annotations) { [Prefix + annotation] = value } };

    public static IngressObject Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var ingress = stream.Documents.Select(d => d.RootNode).Single(o => Text(o, "kind") == "Ingress");
        var rule = Assert.Single(List(ingress, "spec", "rules"));
        var path = Assert.Single(List(rule, "http", "paths"));
        Assert.Equal(("/", "Prefix", "http"), (Text(path, "path"), Text(path, "pathType"), Text(path, "backend", "service", "port", "name")));
        Assert.Equal("nginx", Text(ingress, "spec", "ingressClassName"));
        Assert.Equal(Text(rule, "host"), Assert.Single(List(Assert.Single(List(ingress, "spec", "tls")), "hosts")).ToString());
        var annotations = (YamlMappingNode)At(ingress, "metadata", "annotations");
        return new IngressObject(
            Text(rule, "host"), Text(path, "backend", "service", "name"),
            annotations.ToDictionary(a => a.Key.ToString(), a => a.Value.ToString()));
    }

    private static string Text(YamlNode node, params string[] path) => At(node, path).ToString();

    private static YamlSequenceNode List(YamlNode node, params string[] path) => (YamlSequenceNode)At(node, path);

    private static YamlNode At(YamlNode node, params string[] path) => path.Aggregate(node, (at, name) => at[name]);
}
