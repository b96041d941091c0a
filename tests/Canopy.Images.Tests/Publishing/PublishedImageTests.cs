using System.Reflection.PortableExecutable;

namespace Canopy.Images.Tests.Publishing;

/// <summary>IMG-01 and IMG-02 on what <c>dotnet publish -t:PublishContainer</c> makes.</summary>
[Collection(ImageTests.Name)]
public sealed class PublishedImageTests(PublishedImages images)
{
    /// <summary>Of the real base there is no copy here: its packages, taken from another distribution, have 13 MB.</summary>
    private const long BaseBytes = 20_000_000;

    private const long MostBytes = 120_000_000;

    [Theory]
    [InlineData("Canopy.Backend", "backend", "8000")]
    [InlineData("Canopy.Web", "web", "8050")]
    public void Config_IsThatOfTheSpecification(string project, string name, string port)
    {
        var image = images.Of(project);

        Assert.Equal([$"{name}:latest"], image.RepoTags);
        Assert.Equal("1000:1000", image.Config.GetProperty("User").GetString());
        Assert.Equal([$"/app/{project}"], image.Strings("Entrypoint"));
        Assert.Equal("/app", image.Config.GetProperty("WorkingDir").GetString());
        Assert.Equal([$"{port}/tcp"], image.Config.GetProperty("ExposedPorts").EnumerateObject().Select(p => p.Name));
        Assert.Contains($"ASPNETCORE_HTTP_PORTS={port}", image.Strings("Env"));
        Assert.DoesNotContain("ASPNETCORE_HTTP_PORTS=8080", image.Strings("Env"));
    }

    [Theory]
    [InlineData("Canopy.Backend")]
    [InlineData("Canopy.Web")]
    public void Labels_AreAllThere(string project)
    {
        var labels = images.Of(project).Labels;

        foreach (var name in new[] { "title", "description", "version", "created", "vendor", "licenses" })
        {
            Assert.False(string.IsNullOrWhiteSpace(labels.GetValueOrDefault($"org.opencontainers.image.{name}")), name);
        }

        Assert.Equal(PublishedImages.Revision, labels["org.opencontainers.image.revision"]);
        Assert.Equal("MIT", labels["org.opencontainers.image.licenses"]);
    }

    [Theory]
    [InlineData("Canopy.Backend")]
    [InlineData("Canopy.Web")]
    public void Size_WithItsBase_IsBelowTheLimit(string project)
        => Assert.InRange(images.Of(project).Size, 1, MostBytes - BaseBytes);

    [Theory]
    [InlineData("Canopy.Backend")]
    [InlineData("Canopy.Web")]
    public void Files_CanBeReadByAnyoneAndWrittenByNobodyElse(string project)
    {
        foreach (var file in new DirectoryInfo(Path.Combine(images.Of(project).Folder, "app")).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            Assert.True(file.UnixFileMode.HasFlag(UnixFileMode.OtherRead), file.FullName);
            Assert.False(file.UnixFileMode.HasFlag(UnixFileMode.OtherWrite), file.FullName);
        }
    }

    [Theory]
    [InlineData("Canopy.Backend")]
    [InlineData("Canopy.Web")]
    public void Files_AreTheProgramAndItsRuntimeAlone(string project)
    {
        var app = Path.Combine(images.Of(project).Folder, "app");
        var names = Directory.EnumerateFiles(app, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(app, file)).ToList();

        Assert.Contains("libcoreclr.so", names);
        Assert.DoesNotContain(names, name => name.EndsWith(".xml", StringComparison.Ordinal) || name.EndsWith(".cs", StringComparison.Ordinal)
            || name.Contains("appsettings", StringComparison.Ordinal) || Path.GetFileName(name) is "sh" or "bash" or "Dockerfile" or ".env");
    }

    // Compiled ahead it would have the vectors of the oldest processor that .NET runs on.
    [Fact]
    public void Engine_IsCompiledWhereItRunsAndAllElseAhead()
    {
        Assert.False(IsCompiledAhead("Canopy.CasCor.dll"));
        Assert.True(IsCompiledAhead("Canopy.Runs.dll"));
        Assert.True(IsCompiledAhead("System.Private.CoreLib.dll"));
    }

    private bool IsCompiledAhead(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(Path.Combine(images.Backend.Folder, "app", assembly)));
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}
