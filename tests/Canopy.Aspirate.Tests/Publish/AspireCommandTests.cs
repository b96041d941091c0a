using Canopy.Aspirate.Tests.Support;

namespace Canopy.Aspirate.Tests.Publish;

/// <summary>PUB-01, PUB-08: the genuine aspire command as the front door; skipped where the tool is not restored.</summary>
public sealed class AspireCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Publish_WritesWhatIsCommitted_AndNoStateWithParameters()
    {
        var run = await AspireAsync("publish", "--output-path", _folder.Path);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Committed.AssertEqual(_folder.Path);
        var kept = Trees.Read(_folder.File("home/.aspire")).Keys;
        Assert.NotEmpty(kept);
        Assert.DoesNotContain(kept, path => path.StartsWith("deployments/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Do_OneStepWithOurOptions_WritesItsPart()
    {
        var run = await AspireAsync("do", "compose", "--output-path", _folder.Path, "--", "--container-image-tag", "7");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal([".env.example", "compose.yaml"], Trees.Read(_folder.File("compose")).Keys);
        Assert.Contains("image: ghcr.io/canopy/web:7\n", Trees.Read(_folder.File("compose"))["compose.yaml"], StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("deploy")));
    }

    [Fact]
    public async Task Do_PublishManifest_IsWhatThePublisherWrites()
    {
        var run = await AspireAsync("do", "publish-manifest", "--output-path", _folder.File("by-command"));
        await AppHost.RunAsync(generator: null, path: null, "--publisher", "manifest", "--output-path", _folder.File("by-publisher"));

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal(
            await File.ReadAllTextAsync(_folder.File("by-publisher/aspire-manifest.json"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(_folder.File("by-command/aspire-manifest.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Publish_AStepFails_TheCommandFailsWithItsReason()
    {
        var run = await AspireAsync("publish", "--output-path", _folder.Path, "--", "--namespace", "BAD");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("--namespace BAD: must be a namespace", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("aspirate-output")));
    }

    private async Task<Tool.Result> AspireAsync(string command, params string[] args)
    {
        var dotnet = Tool.Find("dotnet")!;
        var version = await Tool.RunAsync(dotnet, Prepare, "tool", "run", "aspire", "--", "--version");
        Assert.SkipUnless(version.ExitCode == 0, "the aspire command is not restored: dotnet tool restore");
        return await Tool.RunAsync(dotnet, Prepare, ["tool", "run", "aspire", "--", command, "--no-build", "--non-interactive", "--nologo", .. args]);

        void Prepare(System.Diagnostics.ProcessStartInfo start)
        {
            start.WorkingDirectory = Golden.Repository();
            start.Environment["Configuration"] = AppHost.Configuration;
            start.Environment["CANOPY_GENERATOR"] = "builtin";
            start.Environment["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true";
            start.Environment["NO_COLOR"] = "1";

            // Its state goes where a test can look; the tools and packages of the user stay where they are.
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            start.Environment.TryAdd("DOTNET_CLI_HOME", home);
            start.Environment.TryAdd("NUGET_PACKAGES", Path.Combine(home, ".nuget", "packages"));
            start.Environment["HOME"] = Directory.CreateDirectory(_folder.File("home")).FullName;
        }
    }
}
