using Canopy.Testing;

namespace Canopy.Deployment.Tests.Built;

/// <summary>Every overlay and every cluster folder of deploy/, built once by kubectl, all at the same time.</summary>
public sealed class BuiltTrees : IAsyncLifetime
{
    private static readonly Lazy<Task<Dictionary<string, string>>> Texts = new(BuildAllAsync);

    private readonly Dictionary<string, IReadOnlyList<KubeObject>> _objects = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> Environments { get; } = ["dev", "staging", "prod", "exp", "quarantine"];

    public static IReadOnlyList<string> Clusters { get; } = ["kind", "minikube", "eks", "gke"];

    /// <summary>dev on one's own machine.</summary>
    internal const string Local = "local";

    /// <summary>For theories: each environment.</summary>
    public static TheoryData<string> EachEnvironment => [.. Environments];

    /// <summary>For theories: each cluster folder.</summary>
    public static TheoryData<string> EachCluster => [.. Clusters];

    internal static string Folder => Repository.PathOf("deploy");

    public async ValueTask InitializeAsync()
    {
        foreach (var (path, text) in await Texts.Value)
            _objects[path] = [.. Yaml.Read(text).Select(node => new KubeObject(node))];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>An environment in a cluster of one kind; which kind matters to storage classes and issuers only, and their names are alike.</summary>
    internal Deployed Environment(string name, string cluster = "kind") =>
        new(name, _objects[$"overlays/{name}"], _objects[$"cluster/{cluster}"], Secrets);

    internal IReadOnlyList<KubeObject> Cluster(string name) => _objects[$"cluster/{name}"];

    /// <summary>What kubectl wrote, by folder.</summary>
    internal static Task<Dictionary<string, string>> TextsAsync() => Texts.Value;

    private static IReadOnlyDictionary<string, SecretPlan> Secrets => SecretPlan.Read(File.ReadAllText(Path.Combine(Folder, "secrets.json")));

    private static async Task<Dictionary<string, string>> BuildAllAsync()
    {
        var folders = Environments.Select(name => $"overlays/{name}").Concat(Clusters.Select(name => $"cluster/{name}")).Append(Local).ToArray();
        var texts = await Task.WhenAll(folders.Select(folder => Kubectl.KustomizeAsync(Path.Combine(Folder, folder))));
        return folders.Zip(texts).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }
}
