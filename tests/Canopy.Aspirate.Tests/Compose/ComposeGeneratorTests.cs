using Canopy.Aspirate.Compose;
using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Tests.Support;
using YamlDotNet.Serialization;

namespace Canopy.Aspirate.Tests.Compose;

/// <summary>PUB-07: the same model for people who use Docker Compose.</summary>
public sealed class ComposeGeneratorTests
{
    private static readonly ComposeOptions Options = new() { ContainerRegistry = "r.example" };

    // Keys of https://github.com/compose-spec/compose-spec/blob/main/schema/compose-spec.json that we use.
    private static readonly string[] ServiceKeys = ["image", "build", "entrypoint", "command", "environment", "ports", "volumes", "depends_on", "healthcheck", "restart"];

    [Fact]
    public void Generate_GoldenManifest_HasTheStructureOfACompose()
    {
        var file = Parse(ComposeGenerator.Generate(Golden.Manifest, Options));

        Assert.Equal(["name", "services", "volumes"], file.Keys);
        Assert.Equal(["cache", "backend", "web"], Map(file["services"]).Keys);
        Assert.All(Map(file["services"]).Values, service => Assert.Subset(ServiceKeys.ToHashSet<object>(), Map(service).Keys.ToHashSet()));
        Assert.All(Map(file["services"]).Values, service => Assert.IsType<string>(Map(service)["image"]));
        Assert.Equal("canopy-apphost-1ffbc9cae2-cache-data", Assert.Single(Map(file["volumes"]).Keys));
        Assert.Equal(["canopy-apphost-1ffbc9cae2-cache-data:/data"], List(Service(file, "cache")["volumes"]));
    }

    [Fact]
    public void Generate_Secrets_AreVariablesThatMustBeSet()
    {
        var output = ComposeGenerator.Generate(Golden.Manifest, Options);
        var env = Map(Service(Parse(output), "backend")["environment"]);

        Assert.Equal("cache:6379,password=${CACHE_PASSWORD:?set CACHE_PASSWORD in .env}", env["ConnectionStrings__cache"]);
        Assert.Equal("redis://:${CACHE_PASSWORD_URI_ENCODED:?set CACHE_PASSWORD_URI_ENCODED in .env}@cache:6379", env["CACHE_URI"]);
        Assert.Equal("${API_KEY:?set API_KEY in .env}", env["API_KEY"]);
        Assert.Equal(["API_KEY=", "CACHE_PASSWORD=", "CACHE_PASSWORD_URI_ENCODED=", "#WEB_HTTP_PORT=8080"], output.Text(".env.example").Split('\n').Where(l => l.Contains('=')));
    }

    [Fact]
    public void Generate_CommandWithDollar_IsLeftToTheContainer()
    {
        var cache = Service(Parse(ComposeGenerator.Generate(Golden.Manifest, Options)), "cache");

        Assert.Equal(["/bin/sh"], List(cache["entrypoint"]));
        Assert.Equal(["-c", "redis-server --requirepass $$REDIS_PASSWORD --save 60 1"], List(cache["command"]));
    }

    [Fact]
    public void Generate_Redis_IsAskedForItsHealthAndWaitedFor()
    {
        var file = Parse(ComposeGenerator.Generate(Golden.Manifest, Options));

        Assert.Equal(["CMD-SHELL", "REDISCLI_AUTH=\"$$REDIS_PASSWORD\" redis-cli -e ping"], List(Map(Service(file, "cache")["healthcheck"])["test"]));
        Assert.Equal("service_healthy", Map(Map(Service(file, "backend")["depends_on"])["cache"])["condition"]);
        Assert.Equal("service_started", Map(Map(Service(file, "web")["depends_on"])["backend"])["condition"]);
    }

    [Fact]
    public void Generate_ExternalEndpoints_ArePublishedOnPortsOfTheirOwn()
    {
        var file = Parse(Generate("""
            "a": {"type":"project.v0","path":"p","bindings":{"http":{"scheme":"http","protocol":"tcp","transport":"http","external":true},"https":{"scheme":"https","protocol":"tcp","transport":"http","external":true}}},
            "b-c": {"type":"project.v0","path":"p","bindings":{"http":{"scheme":"http","protocol":"tcp","transport":"http","external":true}}},
            "d": {"type":"container.v0","image":"i:1","bindings":{"dns":{"scheme":"udp","protocol":"udp","transport":"tcp","port":5353,"targetPort":53,"external":true},"raw":{"scheme":"tcp","protocol":"tcp","transport":"tcp","targetPort":9}}}
            """));

        Assert.Equal(["${A_HTTP_PORT:-8080}:8080"], List(Service(file, "a")["ports"]));
        Assert.Equal(["${B_C_HTTP_PORT:-8081}:8080"], List(Service(file, "b-c")["ports"]));
        Assert.Equal(["${D_DNS_PORT:-5353}:53/udp"], List(Service(file, "d")["ports"]));
    }

    [Fact]
    public void Generate_ProjectsWithADockerfile_AreBuiltFromTheFolderAbove()
    {
        var manifest = Golden.Canopy.Manifest with { Folder = Path.Combine(Golden.Repository(), "Canopy.AppHost") };

        var file = Parse(ComposeGenerator.Generate(manifest, Options with { Sources = Golden.Repository() }));

        Assert.Equal(new Dictionary<object, object> { ["context"] = "..", ["dockerfile"] = "Canopy.Backend/Dockerfile" }, Map(Service(file, "backend")["build"]));
        Assert.Equal("Canopy.Web/Dockerfile", Map(Service(file, "web")["build"])["dockerfile"]);
        Assert.False(Service(file, "cache").ContainsKey("build"));
    }

    [Fact]
    public async Task Generate_BindMountOfAFile_IsACopyBesideTheFile()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("envoy.yaml"), "a: 1\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            folder.File("manifest.json"), """{"resources":{"envoy":{"type":"container.v0","image":"i:1","bindMounts":[{"source":"envoy.yaml","target":"/etc/e.yaml","readOnly":true}]}}}""", TestContext.Current.CancellationToken);

        var output = ComposeGenerator.Generate(ManifestReader.ReadFile(folder.File("manifest.json")), Options);

        Assert.Equal(["./files/envoy/envoy.yaml:/etc/e.yaml:ro"], List(Service(Parse(output), "envoy")["volumes"]));
        Assert.Equal("a: 1\n", output.Text("files/envoy/envoy.yaml"));
    }

    [Fact]
    public void Generate_ServicesThatReferToEachOther_DoNotWaitInACircle()
    {
        var file = Parse(Generate("""
            "a": {"type":"container.v0","image":"i:1","env":{"B":"{b.bindings.t.url}"},"bindings":{"t":{"scheme":"tcp","protocol":"tcp","transport":"tcp","targetPort":1}}},
            "b": {"type":"container.v0","image":"i:1","env":{"C":"{c.bindings.t.url}"},"bindings":{"t":{"scheme":"tcp","protocol":"tcp","transport":"tcp","targetPort":1}}},
            "c": {"type":"container.v0","image":"i:1","env":{"A":"{a.bindings.t.url}"},"bindings":{"t":{"scheme":"tcp","protocol":"tcp","transport":"tcp","targetPort":1}}}
            """));

        Assert.Equal(["b"], Map(Service(file, "a")["depends_on"]).Keys);
        Assert.Equal(["c"], Map(Service(file, "b")["depends_on"]).Keys);
        Assert.False(Service(file, "c").ContainsKey("depends_on"));
    }

    [Fact]
    public void Generate_ParameterWithAValue_IsAVariableThatMayBeSet()
    {
        var output = Generate("""
            "level": {"type":"parameter.v0","value":"{level.inputs.value}","inputs":{"value":{"type":"string","default":{"value":"in$fo"}}}},
            "region": {"type":"parameter.v0","value":"{region.inputs.value}","inputs":{"value":{"type":"string"}}},
            "a": {"type":"container.v0","image":"i:1","env":{"L":"{level.value}","R":"{region.value}","Q":"it's \"$5\": #1"}}
            """);
        var env = Map(Service(Parse(output), "a")["environment"]);

        Assert.Equal("${LEVEL:-in$$fo}", env["L"]);
        Assert.Equal("${REGION:?set REGION in .env}", env["R"]);
        Assert.Equal("it's \"$$5\": #1", env["Q"]);
    }

    [Fact]
    public void Generate_Twice_GivesTheSameBytes() =>
        Assert.Equal(ComposeGenerator.Generate(Golden.Manifest, Options).Files, ComposeGenerator.Generate(Golden.Manifest, Options).Files);

    [Fact]
    public async Task Generate_GoldenManifest_IsAcceptedByDocker()
    {
        var docker = Tool.Find("docker");
        Assert.SkipUnless(docker is not null && (await Tool.RunAsync(docker, "compose", "version")).ExitCode == 0, "docker compose is not here");
        using var folder = new TemporaryFolder();
        ComposeGenerator.Generate(Golden.Manifest, Options).WriteTo(folder.Path);
        await File.WriteAllTextAsync(folder.File(".env"), "API_KEY=k\nCACHE_PASSWORD=p\nCACHE_PASSWORD_URI_ENCODED=p\n", TestContext.Current.CancellationToken);

        var run = await Tool.RunAsync(docker!, "compose", "--project-directory", folder.Path, "--file", folder.File("compose.yaml"), "config", "--quiet");

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
    }

    private static Output Generate(string resources) => ComposeGenerator.Generate(ManifestReader.Read("{\"resources\":{" + resources + "}}"), Options);

    private static Dictionary<object, object> Parse(Output output) => new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(output.Text("compose.yaml"));

    private static Dictionary<object, object> Map(object value) => Assert.IsType<Dictionary<object, object>>(value);

    private static List<object> List(object value) => Assert.IsType<List<object>>(value);

    private static Dictionary<object, object> Service(Dictionary<object, object> file, string name) => Map(Map(file["services"])[name]);
}
