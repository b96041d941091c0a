using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Publishing;

/// <summary>PUB-01: the golden AppHost gives the manifest that genuine Aspire 13.5.2 gave for it.</summary>
public sealed partial class GoldenManifestTests
{
    [Fact]
    public async Task Publish_GoldenAppHost_ManifestIsTheGoldenOneInContentAndOrder()
    {
        // Paths in a manifest are relative to it; the golden one lay in a folder beside the projects.
        using var folder = new BesideTheProjects();
        var path = folder.File("manifest.json");

        var run = await GoldenAppHost.RunAsync("--publisher", "manifest", "--output-path", path);

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal(await NormalisedAsync(Golden.Manifest), await NormalisedAsync(path));
    }

    [Fact]
    public async Task Publish_GoldenAppHost_ManifestIsValidAgainstThePublicSchema()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("manifest.json");

        await GoldenAppHost.RunAsync("--publisher", "manifest", "--output-path", path);

        Assert.Empty(await ManifestSchema.FindFaultsAsync(path));
    }

    [Fact]
    public async Task Publish_StartedAsAspirateDoes_IsSilentOnStandardErrorAndNamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("manifest.json");

        var run = await GoldenAppHost.RunWithDotnetRunAsync("--publisher", "manifest", "--output-path", path);

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains(path, run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task Publish_Twice_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();

        await GoldenAppHost.RunAsync("--publisher", "manifest", "--output-path", folder.File("1.json"));
        await GoldenAppHost.RunAsync("--publisher", "manifest", "--output-path", folder.File("2.json"));

        Assert.Equal(await File.ReadAllBytesAsync(folder.File("1.json"), TestApp.Deadline), await File.ReadAllBytesAsync(folder.File("2.json"), TestApp.Deadline));
    }

    [Fact]
    public async Task Fixture_IsTheGoldenSource()
    {
        Assert.SkipUnless(Golden.Origin is not null, "the folder that the golden files came from is not here");

        Assert.Equal(await TextAsync(Golden.Origin, "AppHost.cs.txt"), await TextAsync(Golden.AppHostFolder, "AppHost.cs"));
        Assert.Equal(await TextAsync(Golden.Origin, "aspire-manifest.json"), await File.ReadAllTextAsync(Golden.Manifest, TestApp.Deadline));
        foreach (var program in (string[])["Backend", "Web"])
        {
            var settings = Path.Combine(Golden.AppHostFolder, "..", $"Canopy.{program}", "Properties");
            Assert.Equal(await TextAsync(Golden.Origin, $"{program.ToLowerInvariant()}.launchSettings.json"), await TextAsync(settings, "launchSettings.json"));
        }
    }

    /// <summary>One form for both: indented JSON in the order of the file, without the hash in the volume's name.</summary>
    private static async Task<string> NormalisedAsync(string path)
    {
        var json = JsonNode.Parse(await File.ReadAllTextAsync(path, TestApp.Deadline))!;
        return VolumeHash().Replace(json.ToJsonString(new JsonSerializerOptions { WriteIndented = true }), "canopy.apphost-HASH-cache-data");
    }

    private static Task<string> TextAsync(string folder, string name) => File.ReadAllTextAsync(Path.Combine(folder, name), TestApp.Deadline);

    [GeneratedRegex(@"canopy\.apphost-[0-9a-f]{10}-cache-data", RegexOptions.NonBacktracking)]
    private static partial Regex VolumeHash();

    private sealed class BesideTheProjects : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateDirectory(Path.Combine(Golden.AppHostFolder, "..", $"obj-{Guid.NewGuid():N}"));

        public string File(string name) => Path.Combine(_folder.FullName, name);

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
