using System.Text.Json.Nodes;

namespace Canopy.Deployment.Tests.Built;

/// <summary>One object of a cluster.</summary>
internal sealed record KubeObject(JsonObject Node)
{
    private static readonly HashSet<string> ClusterKinds = new(StringComparer.Ordinal)
    {
        "ClusterIssuer", "ClusterRole", "ClusterRoleBinding", "GatewayClass", "Namespace", "PersistentVolume", "PriorityClass", "StorageClass",
        "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding",
    };

    public string Kind => Node.Text("kind") ?? string.Empty;

    /// <summary>The API's group; empty for the core's.</summary>
    public string Group => Node.Text("apiVersion") is { } version && version.Contains('/', StringComparison.Ordinal) ? version.Split('/')[0] : string.Empty;

    public string Name => Node.Text("metadata.name") ?? string.Empty;

    public string? Namespace => Node.Text("metadata.namespace");

    public bool IsNamespaced => !ClusterKinds.Contains(Kind);

    public IReadOnlyDictionary<string, string> Labels => Node.Map("metadata.labels");

    public IReadOnlyDictionary<string, string> Annotations => Node.Map("metadata.annotations");

    public JsonNode? At(string path) => Node.At(path);

    public string? Text(string path) => Node.Text(path);

    public int? Number(string path) => Node.Number(path);

    public IEnumerable<JsonNode> Items(string path) => Node.Items(path);

    public IReadOnlyDictionary<string, string> Map(string path) => Node.Map(path);

    public override string ToString() => $"{Kind}/{Name}";
}
