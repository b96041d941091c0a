using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Scripts;

/// <summary>eng/pipeline/deploy.sh: kustomize is the real one, the cluster a stand-in.</summary>
public sealed class DeployTests
{
    private static readonly string Web = "ghcr.io/somebody/canopy-web@sha256:" + new string('a', 64);
    private static readonly string Backend = "ghcr.io/somebody/canopy-backend@sha256:" + new string('b', 64);

    private const string Kustomization = """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: canopy-dev
        resources:
          - pods.yaml
        """;

    private const string Pods = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {containers: [{name: web, image: "ghcr.io/canopy/web:latest"}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: backend}
        spec: {containers: [{name: backend, image: "ghcr.io/canopy/backend:latest"}]}
        """;

    [Fact]
    public async Task Deploy_TwoImages_AppliesTheOverlayWithTheirDigests()
    {
        using ScriptRun run = Environment();

        Outcome deploy = await run.RunAsync("deploy.sh", "dev", Web, Backend, "out");

        Assert.True(deploy.ExitCode == 0, deploy.All);
        string applied = run.Folder.Read("out/manifests.yaml");
        Assert.Contains($"image: {Web}", applied, StringComparison.Ordinal);
        Assert.Contains($"image: {Backend}", applied, StringComparison.Ordinal);
        Assert.Contains("namespace: canopy-dev", applied, StringComparison.Ordinal);
        Assert.Equal("apply --filename out/manifests.yaml", run.Calls("kubectl")[^1]);
    }

    [Fact]
    public async Task Deploy_Before_NotesTheRevisionsAndLeavesTheTreeAsItWas()
    {
        using ScriptRun run = Environment();

        await run.RunAsync("deploy.sh", "dev", Web, Backend, "out");

        Assert.Equal("""{"web":7,"backend":null}""", run.Folder.Read("out/before.json").Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal(["dev"], Directory.GetFileSystemEntries(run.Folder.PathOf("deploy/overlays")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("test", null, "environment 'test': not found; accepted: dev")]
    [InlineData("../dev", null, "not found")]
    [InlineData("dev", "ghcr.io/somebody/canopy-web:latest", "only a digest is accepted")]
    [InlineData("dev", "", "only a digest is accepted")]
    public async Task Deploy_WrongInput_IsRefusedBeforeAnythingIsApplied(string environment, string? web, string message)
    {
        using ScriptRun run = Environment();

        Outcome deploy = await run.RunAsync("deploy.sh", environment, web ?? Web, Backend, "out");

        Assert.Equal(1, deploy.ExitCode);
        Assert.Contains(message, deploy.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Calls("kubectl"), call => call.StartsWith("apply", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_OverlayWithoutTheImage_IsRefused()
    {
        using ScriptRun run = Environment();
        run.Folder.Write("deploy/overlays/dev/pods.yaml", Pods.Replace("canopy/web:", "canopy/page:", StringComparison.Ordinal));

        Outcome deploy = await run.RunAsync("deploy.sh", "dev", Web, Backend, "out");

        Assert.Equal(1, deploy.ExitCode);
        Assert.Contains("no image of it was set", deploy.Errors, StringComparison.Ordinal);
    }

    /// <summary>The committed overlays take the images, under the names that the script knows.</summary>
    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    [InlineData("prod")]
    public async Task Deploy_CommittedOverlay_TakesTheImages(string environment)
    {
        Assert.SkipUnless(Directory.Exists(Repository.PathOf($"deploy/overlays/{environment}")), "there is no overlay yet");
        using ScriptRun run = Environment();
        foreach (string file in await Repository.TrackedAsync("deploy", "aspirate-output"))
        {
            run.Folder.Write(file, await File.ReadAllTextAsync(Repository.PathOf(file), TestContext.Current.CancellationToken));
        }

        Outcome deploy = await run.RunAsync("deploy.sh", environment, Web, Backend, "out");

        Assert.True(deploy.ExitCode == 0, deploy.All);
        Assert.Contains($"image: {Web}", run.Folder.Read("out/manifests.yaml"), StringComparison.Ordinal);
    }

    private static ScriptRun Environment()
    {
        string kubectl = FindKubectl();
        var run = new ScriptRun();
        run.Folder.Write("deploy/overlays/dev/kustomization.yaml", Kustomization);
        run.Folder.Write("deploy/overlays/dev/pods.yaml", Pods);
        return run.StandIn("kubectl", $"""
            case "$1 $3" in
              kustomize*) exec {kubectl} "$@" ;;
              "get web") echo 7 ;;
            esac
            """);
    }

    private static string FindKubectl()
    {
        string? found = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "kubectl")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, "kubectl is not installed");
        return found!;
    }
}
