using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Schemas;

/// <summary>CHK-02: what kubectl builds, and the files that it builds from, are valid to the last field.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task BuiltObjects_SchemasOfThePackages_AreValid()
    {
        using var folder = await BuiltFilesAsync();

        Assert.Empty(await Validator.WithPackagesAsync(folder.Files));
    }

    [Fact]
    public async Task BuiltObjects_SchemasOfTheSharedFolder_AreValid()
    {
        Assert.SkipUnless(Repository.SharedSchemas is not null, "there is no ../shared/schemas; the packages' schemas are checked all the same");
        using var folder = await BuiltFilesAsync();

        Assert.Empty(await Validator.WithFilesAsync(Repository.SharedSchemas, folder.Files));
    }

    [Fact]
    public async Task SourceFiles_Yaml_IsReadTheSameByEverybody()
    {
        var files = new[] { "deploy", "aspirate-output" }.SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.yaml", SearchOption.AllDirectories));

        // Patches and kustomizations are no whole objects: here only what is wrong with the YAML itself counts.
        Assert.DoesNotContain(await Validator.WithPackagesAsync(files), problem => problem.Object.Length == 0);
    }

    private static async Task<TemporaryFolder> BuiltFilesAsync()
    {
        var folder = new TemporaryFolder();
        foreach (var (path, text) in await BuiltTrees.TextsAsync())
            folder.Write(path.Replace('/', '-') + ".yaml", text);
        return folder;
    }
}
