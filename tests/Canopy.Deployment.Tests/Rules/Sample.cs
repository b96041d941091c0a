using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>A small system in which every rule is kept, to change one thing in.</summary>
internal static class Sample
{
    private static readonly string Application = Read("application.yaml");

    public static Deployed Good => From(Application);

    /// <summary>The system with one object's text changed; the object is named as <c>Kind/name</c>.</summary>
    public static Deployed With(string item, string find, string replacement)
    {
        var documents = Application.Split("\n---\n");
        var index = Array.FindIndex(documents, text => Yaml.Read(text) is [var node] && new KubeObject(node).ToString() == item);
        Assert.True(index >= 0, $"the sample has no {item}");
        Assert.True(documents[index].Contains(find, StringComparison.Ordinal), $"{item} of the sample does not say '{find}'");
        documents[index] = documents[index].Replace(find, replacement, StringComparison.Ordinal);
        return From(string.Join("\n---\n", documents));
    }

    public static Deployed And(string more) => From($"{Application}\n---\n{more}");

    private static Deployed From(string text) => new("prod", Objects(text), Objects(Read("cluster.yaml")), SecretPlan.Read(Read("secrets.json")));

    private static List<KubeObject> Objects(string text) => [.. Yaml.Read(text).Select(node => new KubeObject(node))];

    private static string Read(string name) => File.ReadAllText(Repository.PathOf($"tests/Canopy.Deployment.Tests/Samples/{name}"));
}
