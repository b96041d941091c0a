using System.Text.Json.Nodes;
using Canopy.CommandLine.Tests.Secrets.Cluster;

namespace Canopy.CommandLine.Tests.Secrets;

/// <summary><c>canopy secrets</c> with the real kubectl, against a cluster in this process.</summary>
internal sealed class SecretsProgram : IAsyncDisposable
{
    // Made once for all tests: it takes some ten runs of kubectl.
    private static readonly Lazy<Task<IReadOnlyList<JsonObject>>> Created = new(CreateAsync);

    private readonly CanopyProgram _canopy = new();

    private SecretsProgram(FakeCluster cluster) => Cluster = cluster;

    public FakeCluster Cluster { get; }

    public CanopyProgram Canopy => _canopy;

    public static async Task<SecretsProgram> StartAsync()
    {
        Assert.SkipUnless(RealKubectl.IsThere, "no kubectl 1.30 or newer on the PATH");
        var program = new SecretsProgram(await FakeCluster.StartAsync());
        program._canopy.Write("secrets.json", SecretSamples.Catalogue);
        program._canopy.Write(".env", SecretSamples.EnvFile);
        File.SetUnixFileMode(program._canopy[".env"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        program._canopy.Write(
            "kubeconfig",
            "apiVersion: v1",
            "kind: Config",
            "current-context: test",
            $"clusters: [{{name: test, cluster: {{server: '{program.Cluster.Address}'}}}}]",
            "contexts: [{name: test, context: {cluster: test, user: test}}]",
            "users: [{name: test, user: {}}]");
        program._canopy.Environment["KUBECONFIG"] = program._canopy["kubeconfig"];
        program._canopy.Environment["KUBECACHEDIR"] = program._canopy["cache"];
        return program;
    }

    /// <summary>With the Secrets that <c>canopy secrets create</c> makes, and the programs deployed.</summary>
    public static async Task<SecretsProgram> DeployedAsync(bool withCache = false)
    {
        Assert.SkipUnless(!withCache || CacheContainer.CanRun, "no Redis on the PATH");
        var program = await StartAsync();
        foreach (var secret in await Created.Value)
        {
            program.Cluster.Objects.Create("secrets", secret);
        }

        await program.Cluster.DeployAsync(withCache);
        if (!withCache)
        {
            program.Cluster.Objects.Delete("secrets", "cache-secrets");
        }

        return program;
    }

    public Task<ProgramEnd> RunAsync(params string[] arguments) => _canopy.RunAsync(Whole(arguments));

    public Task<ProgramEnd> SucceedAsync(params string[] arguments) => _canopy.SucceedAsync(Whole(arguments));

    public RunningProgram Start(params string[] arguments) => _canopy.Start(Whole(arguments));

    /// <summary>A key's value in the cluster; null where there is none.</summary>
    public string? Value(string app, string key) => Cluster.EnvironmentOf(app).GetValueOrDefault(key);

    public string? Annotation(string secret, string name) => (string?)Cluster.Objects.Find("secrets", secret)?["metadata"]!["annotations"]?[name];

    /// <summary>Says something else of a Secret.</summary>
    public void Annotate(string secret, string name, string value)
        => Cluster.Objects.Update("secrets", secret, expected: null, item => item["metadata"]!["annotations"]![name] = value);

    /// <summary>What both programs have of a key.</summary>
    public string? Shared(string key)
    {
        Assert.Equal(Value("web", key), Value("backend", key));
        return Value("web", key);
    }

    public IReadOnlyList<string> SecretNames => [.. Cluster.Objects.List("secrets").Select(s => (string)s["metadata"]!["name"]!)];

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        _canopy.Dispose();
    }

    private static async Task<IReadOnlyList<JsonObject>> CreateAsync()
    {
        await using var program = await StartAsync();
        await program.SucceedAsync("create");
        return program.Cluster.Objects.List("secrets");
    }

    private static string[] Whole(string[] arguments)
        => ["secrets", .. arguments, "--catalogue", "secrets.json", .. arguments[0] == "generate" ? Array.Empty<string>() : ["--namespace", FakeCluster.Namespace]];
}
