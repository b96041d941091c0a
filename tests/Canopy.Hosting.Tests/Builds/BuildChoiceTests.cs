namespace Canopy.Hosting.Tests.Builds;

/// <summary>CanopyHosting: which build it is when nobody says, and what somebody may say.</summary>
public sealed class BuildChoiceTests : IDisposable
{
    private const string Pinned = "13.5.2";

    private readonly string _cache = Directory.CreateTempSubdirectory("canopy-cache-").FullName;

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    [Fact]
    public async Task Default_NothingInTheCache_IsBuiltin() => Assert.Equal("builtin", await DefaultAsync());

    [Fact]
    public async Task Default_PinnedPackageInTheCache_IsPackages()
    {
        PutInCache(Pinned, isWhole: true);

        Assert.Equal("packages", await DefaultAsync());
    }

    [Theory]
    [InlineData("13.5.1", true)]
    [InlineData(Pinned, false)]
    public async Task Default_OtherVersionOrHalfAPackage_IsBuiltin(string version, bool isWhole)
    {
        PutInCache(version, isWhole);

        Assert.Equal("builtin", await DefaultAsync());
    }

    [Fact]
    public async Task Default_NoPathOfTheCacheGiven_LooksIntoTheHomeFolder()
    {
        PutInCache(Pinned, isWhole: true);
        var home = Directory.CreateDirectory(Path.Combine(_cache, "home"));
        Directory.CreateDirectory(Path.Combine(home.FullName, ".nuget"));
        Directory.CreateSymbolicLink(Path.Combine(home.FullName, ".nuget", "packages"), _cache);

        var (_, output) = await Repository.Own.RunAsync(
            "dotnet", ["msbuild", "eng/hosting/Build.props", "-getProperty:CanopyHosting"], new() { ["HOME"] = home.FullName, ["NUGET_PACKAGES"] = "" });

        Assert.Equal("packages", output.Trim());
    }

    [Fact]
    public async Task Choice_OfTheUser_Wins()
    {
        PutInCache(Pinned, isWhole: true);

        var evaluation = await Repository.Own.With(_cache).EvaluateAsync("Canopy.AppHost", "builtin");

        Assert.Equal("builtin", evaluation.Hosting);
    }

    [Theory]
    [InlineData("Canopy.AppHost")]
    [InlineData("Canopy.Web")]
    public async Task Choice_NoSuchBuild_IsOneClearError(string project)
    {
        var (code, output) = await Repository.Own.RunAsync("dotnet", ["build", project, "-p:CanopyHosting=aspire", "--nologo"]);

        Assert.NotEqual(0, code);
        Assert.Contains("error CANOPY001: CanopyHosting is 'aspire'; it can be 'packages'", output, StringComparison.Ordinal);
        Assert.Contains("'builtin'", output, StringComparison.Ordinal);
    }

    private async Task<string> DefaultAsync() => (await Repository.Own.With(_cache).EvaluateAsync("Canopy.ServiceDefaults")).Hosting;

    private void PutInCache(string version, bool isWhole)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_cache, "aspire.hosting", version));
        File.WriteAllText(Path.Combine(folder.FullName, isWhole ? ".nupkg.metadata" : "aspire.hosting.nuspec"), "");
    }
}
