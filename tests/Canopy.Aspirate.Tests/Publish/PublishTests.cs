using Canopy.Aspirate.Tests.Support;

namespace Canopy.Aspirate.Tests.Publish;

/// <summary>PUB-08: the steps of Canopy's own AppHost.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Publish_WritesWhatIsCommitted()
    {
        var run = await AppHost.StepAsync("publish", _folder.Path);

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal(
            [
                $"Published manifest to: {_folder.File("aspire-manifest.json")}",
                "generator: builtin (Canopy.Aspirate); aspirate is not installed or not wanted",
                $"wrote {_folder.File("aspirate-output")}",
                $"wrote {_folder.File("compose")}",
                $"wrote {_folder.File("deploy")}",
            ],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith("Aspire AppHost version", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Committed.AssertEqual(_folder.Path);
    }

    [Theory]
    [InlineData("aspirate-output", "aspirate-output")]
    [InlineData("compose", "compose")]
    [InlineData("kustomize-overlays", "aspirate-output", "deploy/components", "deploy/overlays")]
    public async Task Step_Alone_WritesItsPart(string step, params string[] parts)
    {
        var run = await AppHost.StepAsync(step, _folder.Path);

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal(
            parts.Select(p => p.Split('/')[0]).Append("aspire-manifest.json").ToHashSet(),
            Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).ToHashSet()!);
        Committed.AssertEqual(_folder.Path, parts);
    }

    [Fact]
    public async Task CanopyGenerate_IsPublish()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Tool.Find("bash") is null, "there is no bash");

        var run = await Tool.RunAsync(
            "bash",
            start =>
            {
                start.WorkingDirectory = Golden.Repository();
                start.Environment["CANOPY_CONFIGURATION"] = AppHost.Configuration;
                start.Environment["CANOPY_GENERATOR"] = "builtin";
            },
            "-c", "set -euo pipefail; . eng/generate.sh; generate_files --output-path \"$1\"", "bash", _folder.Path);

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Committed.AssertEqual(_folder.Path);
    }

    [Fact]
    public async Task Publish_OverWhatWasThere_LeavesNothingGeneratedAndAllThatPeopleWrote()
    {
        Write("aspirate-output/gone/service.yaml");
        Write("deploy/components/gone/service.yaml");
        Write("deploy/cluster/written-by-hand.yaml");
        Write("compose/.env");

        await AppHost.StepAsync("publish", _folder.Path);

        Assert.True(File.Exists(_folder.File("deploy/cluster/written-by-hand.yaml")));
        Assert.True(File.Exists(_folder.File("compose/.env")));
        File.Delete(_folder.File("compose/.env"));
        Committed.AssertEqual(_folder.Path);
    }

    [Fact]
    public async Task Publish_CallersOptions_WinOverAspirateJson()
    {
        await AppHost.StepAsync("publish", _folder.Path, "--container-registry", "r.example/x", "-ct", "7", "--namespace", "no");

        Assert.Contains("image: r.example/x/web:7\n", Trees.Read(_folder.Path)["aspirate-output/web/deployment.yaml"], StringComparison.Ordinal);
        Assert.Contains("image: r.example/x/web:7\n", Trees.Read(_folder.Path)["compose/compose.yaml"], StringComparison.Ordinal);
        Assert.StartsWith("namespace: \"no\"\n", Trees.Read(_folder.Path)["aspirate-output/kustomization.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_WithAMisspeltOption_SaysSo()
    {
        var run = await AppHost.StepAsync("aspirate-output", _folder.Path, "--container-registri", "r.example", "--Parameters:region=eu");

        Assert.Equal((0, "warning: there is no option --container-registri; docs/publishing.md has those that there are."), (run.ExitCode, run.Error.Trim()));
    }

    [Theory]
    [InlineData("aspirate-output", "--namespace", "BAD", "error: Step 'aspirate-output' failed: --namespace BAD: must be a namespace of small letters, digits and hyphens, at most 63 of them.")]
    [InlineData("compose", "-pa", "", "error: Step 'compose' failed: Required argument missing for option: '-pa'.")]
    [InlineData("aspirate-output", "-pa", "jwt=x", "error: Step 'aspirate-output' failed: --parameter: 'jwt' is no name=value of a parameter; the parameters are: jwt-secret-key, canopy-accounts, cache-password.")]
    [InlineData("aspirate-output", "--CANOPY_GENERATOR", "own", "error: Step 'aspirate-output' failed: CANOPY_GENERATOR: 'own' is not one of aspirate, builtin.")]
    public async Task Step_ThatFails_IsOneLineAndAFailure_AndLeavesWhatWasThere(string step, string option, string value, string expected)
    {
        Write("aspirate-output/old");
        Write("compose/compose.yaml");

        var run = await AppHost.StepAsync(step, _folder.Path, value.Length > 0 ? [option, value] : [option]);

        Assert.Equal((1, expected), (run.ExitCode, run.Error.Trim()));
        Assert.Equal(["aspirate-output/old", "aspire-manifest.json", "compose/compose.yaml"], Trees.Read(_folder.Path).Keys);
        Assert.Equal("old", Trees.Read(_folder.Path)["compose/compose.yaml"]);
    }

    [Fact]
    public async Task Step_Unknown_IsOneLineWithTheStepsThatAreThere_AndAFailure()
    {
        var run = await AppHost.StepAsync("nosuch", _folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: Step 'nosuch' not found in pipeline. Available steps: ", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("'aspirate-output', 'kustomize-overlays', 'compose'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_OutputIsAFile_IsOneLineAndAFailure()
    {
        var run = await AppHost.StepAsync("compose", _folder.File("x.json"));

        Assert.Equal(
            (1, $"error: Step 'compose' failed: --output-path {_folder.File("x.json")}: must be a folder; only the manifest can be a file."),
            (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task Step_ThatFails_WithExceptionDetails_HasTheStackTrace()
    {
        var run = await AppHost.StepAsync("compose", _folder.File("x.json"), "--include-exception-details", "true");

        Assert.Contains("   at Canopy.AppHost.Publishing.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Committed_Base_IsBuiltByKustomize()
    {
        var objects = await Tool.KustomizeAsync(Path.Combine(Golden.Repository(), "aspirate-output"));

        var kinds = objects.Split('\n').Where(l => l.StartsWith("kind: ", StringComparison.Ordinal)).Select(l => l["kind: ".Length..]).Order(StringComparer.Ordinal);
        Assert.Equal(["ConfigMap", "ConfigMap", "ConfigMap", "Deployment", "Deployment", "Namespace", "Service", "Service", "Service", "StatefulSet"], kinds);
    }

    private void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(path))!);
        File.WriteAllText(_folder.File(path), "old");
    }
}
