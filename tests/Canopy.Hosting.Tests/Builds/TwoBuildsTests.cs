namespace Canopy.Hosting.Tests.Builds;

/// <summary>What each of the two builds refers to. The one with Aspire's packages is evaluated; compiling it needs them.</summary>
public sealed class TwoBuildsTests : IDisposable
{
    private const string Aspire = "13.5.2";

    private readonly RepositoryCopy _copy = new(Aspire);

    public void Dispose() => _copy.Dispose();

    [Fact]
    public async Task AppHost_PackagesBuild_IsAnAspireAppHostWithoutOurEngine()
    {
        var appHost = await _copy.Repository.EvaluateAsync("Canopy.AppHost", "packages");

        Assert.Equal(Aspire, appHost.Sdk);
        Assert.Subset(appHost.Packages.ToHashSet(), new HashSet<string> { "Aspire.Hosting.AppHost", "Aspire.Hosting.Redis" });
        Assert.DoesNotContain(appHost.Projects, IsOurEngine);
        Assert.All(
            ["Aspire.Hosting", "Aspire.Hosting.AppHost", "Aspire.Hosting.Redis", "Aspire.Hosting.Testing", "Aspire.StackExchange.Redis"],
            package => Assert.Contains($"{package} {Aspire}", appHost.PinnedPackages));
    }

    [Fact]
    public async Task AppHost_BuiltinBuild_IsOursWithoutAspire()
    {
        var appHost = await _copy.Repository.EvaluateAsync("Canopy.AppHost", "builtin");

        Assert.Equal("", appHost.Sdk);
        Assert.Contains(appHost.Projects, IsOurEngine);
        Assert.DoesNotContain(appHost.Packages, IsMissing);
        Assert.DoesNotContain(appHost.PinnedPackages, IsMissing);
    }

    [Theory]
    [InlineData("Canopy.ServiceDefaults")]
    [InlineData("Canopy.Runs")]
    [InlineData("tests/Canopy.EndToEnd.Tests")]
    public async Task Program_BuiltinBuild_AsksForNoPackageThatMayBeMissing(string project)
    {
        var builtin = await _copy.Repository.EvaluateAsync(project, "builtin");

        Assert.DoesNotContain(builtin.Packages, IsMissing);
        Assert.DoesNotContain(builtin.PinnedPackages, IsMissing);
    }

    [Fact]
    public async Task KubernetesFacts_EitherBuild_StandOnThatBuildsModel()
    {
        var packages = await _copy.Repository.EvaluateAsync("Canopy.Kubernetes", "packages");
        var builtin = await _copy.Repository.EvaluateAsync("Canopy.Kubernetes", "builtin");

        Assert.Subset(packages.Packages.ToHashSet(), new HashSet<string> { "Aspire.Hosting", "Aspire.Hosting.Redis" });
        Assert.DoesNotContain(packages.Projects, IsOurEngine);
        Assert.Contains(builtin.Projects, IsOurEngine);
        Assert.DoesNotContain(builtin.Packages, IsMissing);
    }

    [Fact]
    public async Task Services_PackagesBuild_StandOnThePackages()
    {
        var defaults = await _copy.Repository.EvaluateAsync("Canopy.ServiceDefaults", "packages");
        var runs = await _copy.Repository.EvaluateAsync("Canopy.Runs", "packages");

        Assert.Contains("Aspire.StackExchange.Redis", defaults.Packages);
        Assert.Contains("OpenTelemetry.Extensions.Hosting", defaults.Packages);
        Assert.DoesNotContain(defaults.Projects, IsOurEngine);
        Assert.Contains("Aspire.StackExchange.Redis", runs.Packages);
        // Its version is the one that Aspire.StackExchange.Redis brings.
        Assert.DoesNotContain("StackExchange.Redis", runs.Packages);
        Assert.DoesNotContain(runs.PinnedPackages, p => p.StartsWith("StackExchange.Redis ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tests_PackagesBuild_StartTheAppHostWithAspireHostingTesting()
    {
        var tests = await _copy.Repository.EvaluateAsync("tests/Canopy.EndToEnd.Tests", "packages");

        Assert.Contains("Aspire.Hosting.Testing", tests.Packages);
        Assert.DoesNotContain(tests.Projects, IsOurEngine);
    }

    [Theory]
    [InlineData("Canopy.Hosting/Canopy.Hosting.csproj")]
    [InlineData("Canopy.Hosting/Services/Canopy.Hosting.Services.csproj")]
    [InlineData("tests/Canopy.Hosting.Tests/Canopy.Hosting.Tests.csproj")]
    [InlineData("tests/Canopy.Hosting.Tests/Apps/Sample.AppHost/Sample.AppHost.csproj")]
    public async Task OurEngine_PackagesBuild_IsNotBuilt(string project)
    {
        var (code, output) = await _copy.Repository.RunAsync("dotnet", ["msbuild", project, "-t:Build", "-p:CanopyHosting=packages"]);

        // There is no source file to compile and nothing was restored: had it tried, it would have failed.
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Everything_EngineDropped_IsThePackagesBuild()
    {
        _copy.DropBuiltinEngine();

        var appHost = await _copy.Repository.EvaluateAsync("Canopy.AppHost");
        var defaults = await _copy.Repository.EvaluateAsync("Canopy.ServiceDefaults");
        var tests = await _copy.Repository.EvaluateAsync("tests/Canopy.EndToEnd.Tests");

        Assert.Equal(Aspire, appHost.Sdk);
        Assert.Contains("Aspire.Hosting.Redis", appHost.Packages);
        Assert.Contains($"Aspire.Hosting {Aspire}", appHost.PinnedPackages);
        Assert.Contains("Aspire.StackExchange.Redis", defaults.Packages);
        Assert.Contains("Aspire.Hosting.Testing", tests.Packages);
        Assert.All(appHost.Projects.Concat(defaults.Projects).Concat(tests.Projects), project => Assert.True(File.Exists(project), project));
    }

    [Fact]
    public void AppHost_Source_HasNoTraceOfTheChoice()
    {
        foreach (var file in Directory.EnumerateFiles(Projects.Canopy_AppHost.ProjectPath).Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);

            Assert.DoesNotContain("#if", text, StringComparison.Ordinal);
            Assert.DoesNotContain("CanopyHosting", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Canopy.Hosting", text, StringComparison.Ordinal);
        }
    }

    private static bool IsOurEngine(string project) => project.Contains("/Canopy.Hosting/", StringComparison.Ordinal);

    private static bool IsMissing(string package) =>
        package.StartsWith("Aspire.", StringComparison.Ordinal) || package.StartsWith("OpenTelemetry.Extensions.Hosting", StringComparison.Ordinal);
}
