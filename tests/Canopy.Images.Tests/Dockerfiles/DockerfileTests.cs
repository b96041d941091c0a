using System.Text.Json;

namespace Canopy.Images.Tests.Dockerfiles;

/// <summary>IMG-01: the Dockerfiles say what the project files say, from which <c>dotnet publish -t:PublishContainer</c> makes the same image.</summary>
public sealed class DockerfileTests
{
    private const string Prefix = "org.opencontainers.image.";

    [Theory]
    [InlineData("Canopy.Backend")]
    [InlineData("Canopy.Web")]
    public async Task Image_IsThatOfTheProjectFile(string project)
    {
        var dockerfile = Dockerfile.Of(project);
        var build = await ProjectFiles.EvaluateAsync(
            project, "ContainerBaseImage,ContainerUser,ContainerWorkingDirectory,ContainerVendor,Title,Description,Version,PackageLicenseExpression", "ContainerPort,ContainerEnvironmentVariable,ContainerAppCommand");
        string Property(string name) => build.GetProperty("Properties").GetProperty(name).GetString()!;
        var port = Item(build, "ContainerPort").GetProperty("Identity").GetString();
        var variable = Item(build, "ContainerEnvironmentVariable");
        var command = Item(build, "ContainerAppCommand").GetProperty("Identity").GetString();

        Assert.Equal("${BASE}", dockerfile.Single("FROM"));
        Assert.Equal(Property("ContainerBaseImage"), dockerfile.Defaults["BASE"]);
        Assert.Equal(Property("ContainerUser"), dockerfile.Single("USER"));
        Assert.Equal(Property("ContainerWorkingDirectory"), dockerfile.Single("WORKDIR"));
        Assert.Equal(port, dockerfile.Single("EXPOSE"));
        Assert.Equal($"{variable.GetProperty("Identity").GetString()}={variable.GetProperty("Value").GetString()}", dockerfile.Single("ENV"));
        Assert.Equal($"[\"{command}\"]", dockerfile.Single("ENTRYPOINT"));
        Assert.Equal(Property("Title"), dockerfile.Labels[Prefix + "title"]);
        Assert.Equal(Property("Description"), dockerfile.Labels[Prefix + "description"]);
        Assert.Equal(Property("ContainerVendor"), dockerfile.Labels[Prefix + "vendor"]);
        Assert.Equal(Property("PackageLicenseExpression"), dockerfile.Labels[Prefix + "licenses"]);
        Assert.Equal(Property("Version"), dockerfile.Defaults["VERSION"]);
        Assert.Equal("${VERSION}", dockerfile.Labels[Prefix + "version"]);
        Assert.Equal("${REVISION}", dockerfile.Labels[Prefix + "revision"]);
        Assert.Equal("${CREATED}", dockerfile.Labels[Prefix + "created"]);
    }

    [Theory]
    [InlineData("Canopy.Backend")]
    [InlineData("Canopy.Web")]
    public void Image_IsOnlyTheProgramOverItsBase(string project)
    {
        var dockerfile = Dockerfile.Of(project);

        Assert.Equal("--from=build /app ./", dockerfile.Single("COPY"));
        Assert.DoesNotContain(dockerfile.Final, instruction => instruction.Name is "RUN" or "ADD" or "SHELL" or "VOLUME");
    }

    [Theory]
    [InlineData("Canopy.Backend")]
    [InlineData("Canopy.Web")]
    public void HealthCheck_AsksTheProgramItself(string project)
        => Assert.Equal(
            $"--interval=30s --timeout=10s --start-period=30s --retries=3 CMD [\"/app/{project}\", \"--healthcheck\"]",
            Dockerfile.Of(project).Single("HEALTHCHECK"));

    [Theory]
    [InlineData("Canopy.Backend")]
    [InlineData("Canopy.Web")]
    public void Build_HasEveryProjectOfTheProgram(string project)
    {
        var copies = Dockerfile.Of(project).ContextCopies;

        foreach (var file in ProjectFiles.Closure(project))
        {
            // The project file before the packages are fetched, its folder after.
            Assert.Contains(file, copies);
            Assert.Contains(Path.GetDirectoryName(file) + "/", copies);
        }
    }

    private static JsonElement Item(JsonElement build, string type) => build.GetProperty("Items").GetProperty(type).EnumerateArray().Single();
}
