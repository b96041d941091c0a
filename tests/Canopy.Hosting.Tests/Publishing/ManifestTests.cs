using System.Text.Json.Nodes;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Publishing;

/// <summary>What each statement of an AppHost becomes in the manifest.</summary>
public sealed class ManifestTests
{
    [Fact]
    public async Task Parameters_EachKind_HasItsOwnInput()
    {
        var resources = await PublishAsync(builder =>
        {
            builder.AddParameter("open");
            builder.AddParameter("level", "info", publishValueAsDefault: true);
            builder.AddParameter("hidden", "not published");
            builder.AddParameter("made", new GenerateParameterDefault { MinLength = 30, Upper = false, MinNumeric = 2 }, secret: true);
        });

        Assert.Equal("""{"type":"parameter.v0","value":"{open.inputs.value}","inputs":{"value":{"type":"string"}}}""", resources["open"]!.ToJsonString());
        Assert.Equal("""{"type":"string","default":{"value":"info"}}""", resources["level"]!["inputs"]!["value"]!.ToJsonString());
        Assert.Equal("""{"type":"string"}""", resources["hidden"]!["inputs"]!["value"]!.ToJsonString());
        Assert.Equal(
            """{"type":"string","secret":true,"default":{"generate":{"minLength":30,"upper":false,"minNumeric":2}}}""",
            resources["made"]!["inputs"]!["value"]!.ToJsonString());
    }

    [Fact]
    public async Task Container_MountsArgumentsAndPorts_AreWritten()
    {
        using var folder = new TemporaryFolder();
        var resources = await PublishAsync(folder, builder => builder.AddContainer("store", "vendor/store", "1.2")
            .WithEntrypoint("/bin/store").WithArgs("--fast", "a \"b\" <c>")
            .WithBindMount(folder.File("settings"), "/settings", isReadOnly: true).WithVolume("files", "/files")
            .WithEndpoint(port: 9000, targetPort: 9001, name: "data").WithHttpEndpoint(targetPort: 80));

        Assert.Equal(
            """
            {"type":"container.v0","image":"vendor/store:1.2","entrypoint":"/bin/store","args":["--fast","a \u0022b\u0022 \u003Cc\u003E"],
            "bindMounts":[{"source":"settings","target":"/settings","readOnly":true}],
            "volumes":[{"name":"files","target":"/files","readOnly":false}],
            "bindings":{"data":{"scheme":"tcp","protocol":"tcp","transport":"tcp","port":9000,"targetPort":9001},
            "http":{"scheme":"http","protocol":"tcp","transport":"http","targetPort":80}}}
            """.ReplaceLineEndings(string.Empty),
            resources["store"]!.ToJsonString());
    }

    [Fact]
    public async Task Project_FurtherEndpoint_GetsAPortAndIsListenedOn()
    {
        var resources = await PublishAsync(builder => builder.AddSample("service").WithHttpEndpoint(name: "management").WithEndpoint(port: 7000, name: "raw"));

        Assert.Equal("{service.bindings.http.targetPort};{service.bindings.management.targetPort}", (string?)resources["service"]!["env"]!["HTTP_PORTS"]);
        Assert.Null(resources["service"]!["env"]!["HTTPS_PORTS"]);
        Assert.Equal("""{"scheme":"http","protocol":"tcp","transport":"http","targetPort":8000}""", resources["service"]!["bindings"]!["management"]!.ToJsonString());
        Assert.Equal("""{"scheme":"tcp","protocol":"tcp","transport":"tcp","port":7000,"targetPort":8001}""", resources["service"]!["bindings"]!["raw"]!.ToJsonString());
    }

    [Fact]
    public async Task Project_WithoutLaunchProfile_HasNoBindings()
    {
        var resources = await PublishAsync(builder => builder.AddProject<Projects.Sample_Service>("job", launchProfileName: null).WithArgs("--once"));

        Assert.Null(resources["job"]!["bindings"]);
        Assert.Equal("""["--once"]""", resources["job"]!["args"]!.ToJsonString());
    }

    [Fact]
    public async Task Reference_LimitedToConnectionStringAndDiscovery_LeavesNoAnnotatedString()
    {
        var resources = await PublishAsync(builder => builder.AddSample("service").WithReference(builder.AddRedis("cache"))
            .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.ServiceDiscovery));

        Assert.Equal("{cache.connectionString}", (string?)resources["service"]!["env"]!["ConnectionStrings__cache"]);
        Assert.Null(resources["service"]!["env"]!["CACHE_URI"]);
        Assert.DoesNotContain(resources, r => (string?)r.Value!["type"] == "annotated.string");
    }

    [Fact]
    public async Task ExcludedAndExternal_LeaveNoTraceButTheirAddress()
    {
        var resources = await PublishAsync(builder =>
        {
            builder.AddExecutable("tool", "tool", ".").ExcludeFromManifest();
            builder.AddSample("service")
                .WithReference(builder.AddExternalService("known", "https://example.org"))
                .WithReference(builder.AddExternalService("told", builder.AddParameter("told-url")));
        });

        Assert.Equal(["service", "told-url"], resources.Select(r => r.Key).Order());
        Assert.Equal("https://example.org/", (string?)resources["service"]!["env"]!["services__known__https__0"]);
        Assert.Equal("{told-url.value}", (string?)resources["service"]!["env"]!["services__told__default__0"]);
    }

    [Fact]
    public async Task EveryKindOfResource_IsValidAgainstThePublicSchema()
    {
        using var folder = new TemporaryFolder();
        await PublishAsync(folder, builder =>
        {
            builder.AddContainer("store", "vendor/store").WithVolume("files", "/files").WithBindMount("x", "/x").WithEndpoint(targetPort: 1, name: "data");
            var cache = builder.AddRedis("cache").WithDataVolume();
            builder.AddSample("service").WithReference(cache).WithArgs("--x").WithExternalHttpEndpoints();
            builder.AddExecutable("tool", "tool", ".", "a").WithHttpEndpoint(env: "PORT");
            builder.AddParameter("level", "info", publishValueAsDefault: true);
            builder.AddConnectionString("elsewhere");
        });

        Assert.Empty(await ManifestSchema.FindFaultsAsync(folder.File("manifest.json")));
    }

    [Fact]
    public async Task Schema_UnknownProperty_IsFound()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("m.json"), """{"resources":{"x":{"type":"container.v0","image":"i","replicas":2}}}""", TestApp.Deadline);

        Assert.Contains("$.resources.x.replicas is not allowed", Assert.Single(await ManifestSchema.FindFaultsAsync(folder.File("m.json"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndpointThatIsNotThere_IsNamedWithThoseThatAre()
    {
        using var folder = new TemporaryFolder();

        var problem = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishAsync(folder, builder =>
            builder.AddExecutable("tool", "tool", ".").WithEnvironment("URL", builder.AddSample("service").GetEndpoint("grpc"))));

        Assert.Equal("The endpoint 'grpc' is not defined for the resource 'service'; it has: http, https.", problem.Message);
        Assert.False(File.Exists(folder.File("manifest.json")));
    }

    [Fact]
    public async Task ValueThatCannotBeEncoded_IsRefused()
    {
        using var folder = new TemporaryFolder();

        var problem = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishAsync(folder, builder =>
        {
            var service = builder.AddSample("service");
            service.WithEnvironment("URL", $"http://{service.GetEndpoint("http").Property(EndpointProperty.Host):uri}");
        }));

        Assert.Equal("The manifest can hold a parameter in the format 'uri', and not '{service.bindings.http.host}' in the format 'uri'.", problem.Message);
    }

    private static async Task<JsonObject> PublishAsync(Action<IDistributedApplicationBuilder> describe)
    {
        using var folder = new TemporaryFolder();
        return await PublishAsync(folder, describe);
    }

    private static async Task<JsonObject> PublishAsync(TemporaryFolder folder, Action<IDistributedApplicationBuilder> describe)
    {
        var builder = TestApp.Create("--publisher", "manifest", "--output-path", folder.File("manifest.json"));
        describe(builder);
        await using var app = await builder.StartAsync();
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("manifest.json"), TestApp.Deadline))!;
        return manifest["resources"]!.AsObject();
    }
}
