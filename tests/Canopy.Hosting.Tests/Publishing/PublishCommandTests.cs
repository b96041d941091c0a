namespace Canopy.Hosting.Tests.Publishing;

/// <summary>What the command line asks for, and what is said when it cannot be had.</summary>
public sealed class PublishCommandTests
{
    [Theory]
    [InlineData("--publisher", "manifest")]
    [InlineData("--operation", "publish", "--step", "publish-manifest")]
    [InlineData("--operation", "publish", "--publisher", "manifest", "--step", "publish-manifest")]
    public async Task OutputPathIsAFolder_ManifestIsWrittenIntoIt(params string[] args)
    {
        using var folder = new TemporaryFolder();

        var run = await GoldenAppHost.RunAsync([.. args, "--output-path", folder.File("new/deep")]);

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal($"Published manifest to: {folder.File("new/deep/aspire-manifest.json")}", run.Output.Trim());
        Assert.True(File.Exists(folder.File("new/deep/aspire-manifest.json")));
    }

    [Fact]
    public async Task OutputPathMissing_IsOneLineAndAFailure()
    {
        var run = await GoldenAppHost.RunAsync("--publisher", "manifest");

        Assert.Equal((1, string.Empty), (run.ExitCode, run.Output));
        Assert.Equal("The manifest needs --output-path PATH: a file that ends in .json, or a folder.", run.Error.Trim());
    }

    [Theory]
    [InlineData("step 'publish'", "--operation", "publish")]
    [InlineData("step 'publish'", "--operation", "publish", "--step", "publish")]
    [InlineData("step 'deploy'", "--operation", "publish", "--step", "deploy")]
    [InlineData("step 'build'", "--operation", "publish", "--step", "build")]
    [InlineData("step 'push'", "--publisher", "manifest", "--operation", "publish", "--step", "push")]
    [InlineData("publisher 'kubernetes'", "--publisher", "kubernetes")]
    public async Task SomethingElseIsAskedFor_IsOneLineAndAFailure(string named, params string[] args)
    {
        using var folder = new TemporaryFolder();

        var run = await GoldenAppHost.RunAsync([.. args, "--output-path", folder.Path]);

        Assert.Equal((1, string.Empty), (run.ExitCode, run.Output));
        Assert.Equal(
            $"Without the Aspire packages there is no {named}, only the manifest: use --publisher manifest --output-path PATH, and ./canopy generate for Kubernetes and Compose.",
            run.Error.Trim());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task OperationUnknown_NamesTheOperations()
    {
        var run = await GoldenAppHost.RunAsync("--operation", "inspect");

        Assert.Equal((1, "--operation inspect: the operations are run and publish."), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task OutputPathCannotBeWritten_IsOneLineAndAFailure()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("file"), "in the way", TestContext.Current.CancellationToken);

        var run = await GoldenAppHost.RunAsync("--publisher", "manifest", "--output-path", folder.File("file/manifest.json"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"The manifest cannot be written to {folder.File("file/manifest.json")}: ", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }
}
