using Canopy.Aspirate.Tests.Support;

namespace Canopy.Aspirate.Tests.Commands;

/// <summary>The program as people and scripts call it.</summary>
public sealed class AspirateCommandTests
{
    [Fact]
    public async Task Generate_WithTheOptionsOfTheGenuineTool_WritesItsTree()
    {
        using var folder = new TemporaryFolder();

        var run = await Tool.AspirateAsync(
            "generate", "--non-interactive", "--skip-build", "--aspire-manifest", Golden.ManifestPath, "--output-path", folder.Path, "--disable-secrets",
            "--image-pull-policy", "IfNotPresent", "-cr", "registry.local:5000", "-ct", "1.0", "--include-dashboard", "true", "--namespace", "canopy", "-pa", "api-key=k1");

        Assert.Equal((0, $"12 files written to {folder.Path}"), (run.ExitCode, run.Output.Trim()));
        Assert.Equal(Trees.Read(Golden.Tree).Keys, Trees.Read(folder.Path).Keys);
        Assert.Contains("warning: parameter 'cache-password' stands as 'from-secret'; give it with -pa cache-password=VALUE.", run.Error.Split('\n'));
    }

    [Fact]
    public async Task Generate_WithoutAValueThatIsNeeded_WritesNothing()
    {
        using var folder = new TemporaryFolder();

        var run = await Tool.AspirateAsync("generate", "-m", Golden.ManifestPath, "-o", folder.File("out"), "--disable-secrets", "-cr", "r.example");

        Assert.Equal((1, "error: parameter 'api-key' has no value; give it with -pa api-key=VALUE."), (run.ExitCode, run.Error.Trim()));
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public async Task GenerateAndPostProcess_LeaveNoSecret()
    {
        using var folder = new TemporaryFolder();
        await Tool.AspirateAsync("generate", "-m", Golden.ManifestPath, "-o", folder.Path, "--disable-secrets", "-cr", "r.example", "-pa", "api-key=s3cr3t");

        var run = await Tool.AspirateAsync("post-process", "-m", Golden.ManifestPath, "-o", folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("from a secret: cache.REDIS_PASSWORD, ", run.Output, StringComparison.Ordinal);
        Assert.All(Trees.Read(folder.Path).Values, text => Assert.DoesNotContain("s3cr3t", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generate_SeveralTags_NamesTheFirst()
    {
        using var folder = new TemporaryFolder();

        await Tool.AspirateAsync("generate", "-m", Golden.ManifestPath, "-o", folder.Path, "-cr", "r.example", "-ct", "2.1", "--container-image-tag", "latest", "-pa", "api-key=k");

        Assert.Contains("image: r.example/web:2.1\n", Trees.Read(folder.Path)["web/deployment.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_WithAspirateJson_TakesFromItWhatTheCallerLeavesOpen()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Golden.ManifestPath, folder.File("manifest.json"));
        await File.WriteAllTextAsync(folder.File("aspirate.json"), """{"ContainerSettings":{"Registry":"r.example","RepositoryPrefix":"team","Tags":["3"]}}""", TestContext.Current.CancellationToken);

        await Tool.AspirateAsync("generate", "-m", folder.File("manifest.json"), "-o", folder.File("out"), "-ct", "4", "-pa", "api-key=k");

        Assert.Contains("image: r.example/team/web:4\n", Trees.Read(folder.File("out"))["web/deployment.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_WithADamagedAspirateJson_NamesTheField()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Golden.ManifestPath, folder.File("manifest.json"));
        await File.WriteAllTextAsync(folder.File("aspirate.json"), """{"ContainerSettings":{"Tags":"3"}}""", TestContext.Current.CancellationToken);

        var run = await Tool.AspirateAsync("generate", "-m", folder.File("manifest.json"), "-o", folder.File("out"));

        Assert.Equal((1, "error: ContainerSettings.Tags: must be a list, and is \"3\"."), (run.ExitCode, run.Error.Trim()));
    }

    [Theory]
    [InlineData("--container-registry", "https://ghcr.io/x", "--container-registry https://ghcr.io/x: must be a registry such as ghcr.io/owner, in small letters and without https://.")]
    [InlineData("--container-image-tag", "a/b", "--container-image-tag a/b: must be a tag of letters, digits, '_', '.' and '-', at most 128 of them.")]
    [InlineData("--namespace", "Canopy", "--namespace Canopy: must be a namespace of small letters, digits and hyphens, at most 63 of them.")]
    [InlineData("--image-pull-policy", "Sometimes", "'Sometimes' not recognized")]
    [InlineData("--output-format", "helm", "'helm' not recognized")]
    [InlineData("--no-such", "x", "'--no-such'")]
    public async Task Generate_OptionWrong_SaysWhatIsAccepted(string option, string value, string expected)
    {
        var run = await Tool.AspirateAsync("generate", "-m", Golden.ManifestPath, option, value);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}
