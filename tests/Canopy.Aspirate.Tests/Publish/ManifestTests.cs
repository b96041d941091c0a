using System.Text.Json.Nodes;
using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Tests.Support;
using Canopy.Aspirate.Values;

namespace Canopy.Aspirate.Tests.Publish;

/// <summary>PUB-01, PUB-04: the manifest of Canopy's own AppHost.</summary>
public sealed class ManifestTests : IDisposable
{
    private static readonly string[] PlacedTypes = ["container.v0", "project.v0", "parameter.v0", "value.v0"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--publisher", "manifest")]
    [InlineData("--operation", "publish", "--step", "publish-manifest")]
    public async Task Manifest_IsTheGoldenOneAndValid(params string[] how)
    {
        var run = await AppHost.RunAsync(generator: null, path: null, [.. how, "--output-path", _folder.File("manifest.json")]);

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Empty(await ManifestSchema.FindFaultsAsync(_folder.File("manifest.json")));
        Assert.Equal(FromTheRepository(Golden.Canopy.ManifestPath, AppHost.Folder), FromTheRepository(_folder.File("manifest.json"), _folder.Path));
    }

    [Fact]
    public async Task Secrets_AreVariablesOfTheirOwn()
    {
        await AppHost.RunAsync(generator: null, path: null, "--publisher", "manifest", "--output-path", _folder.File("manifest.json"));
        var manifest = ManifestReader.ReadFile(_folder.File("manifest.json"));
        var secrets = new SecretReferences(manifest);

        Assert.All(manifest.Resources, r => Assert.Contains(r.Type, PlacedTypes));
        var withSecret = manifest.Resources.Where(r => r.IsWorkload).SelectMany(r => r.Env).Where(v => secrets.Contains(v.Value)).ToArray();
        Assert.NotEmpty(withSecret);
        Assert.All(withSecret, v => Assert.Contains(v.Value, (string[])["{cache-password.value}", "{jwt-secret-key.value}", "{canopy-accounts.value}"]));
        Assert.DoesNotContain(manifest.Resources.Where(r => r.IsWorkload).SelectMany(r => r.Args), secrets.Contains);
    }

    /// <summary>The text, with paths from the repository's root in the place of those from the manifest's folder.</summary>
    private static string FromTheRepository(string file, string folder)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(file))!;
        foreach (var (_, resource) in manifest["resources"]!.AsObject())
        {
            if ((string?)resource!["path"] is { } path)
            {
                resource["path"] = Path.GetRelativePath(Golden.Repository(), Path.GetFullPath(path, folder));
            }
        }

        return manifest.ToString();
    }
}
