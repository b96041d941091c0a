using Canopy.Aspirate.Kustomize;
using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Tests.Support;

namespace Canopy.Aspirate.Tests.Kustomize;

/// <summary>What each part of a manifest becomes.</summary>
public sealed class KustomizeGeneratorTests
{
    private static readonly KustomizeOptions Options = new() { ContainerRegistry = "r.example" };

    [Fact]
    public async Task Container_WithoutVolumes_IsADeploymentWithItsCommandAndPorts()
    {
        var objects = await BuildAsync("""
            "store": {"type":"container.v0","image":"vendor/store:1","entrypoint":"/bin/store","args":["-x","it's: \"so\" #1","1"],
              "bindings":{"data":{"scheme":"tcp","protocol":"tcp","transport":"tcp","port":9000,"targetPort":9001},
                          "dns":{"scheme":"udp","protocol":"udp","transport":"tcp","targetPort":53}}}
            """);

        Assert.Contains("kind: Deployment", objects, StringComparison.Ordinal);
        Assert.Contains("""
                  - args:
                    - -x
                    - 'it''s: "so" #1'
                    - "1"
                    command:
                    - /bin/store
            """.ReplaceLineEndings("\n"), objects, StringComparison.Ordinal);
        Assert.Contains("  - name: data\n    port: 9000\n    targetPort: 9001\n", objects, StringComparison.Ordinal);
        Assert.Contains("  - name: dns\n    port: 53\n    protocol: UDP\n    targetPort: 53\n", objects, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","volumes":[{"name":"data","target":"/data"}]""")]
    public async Task Container_WithoutPortsAndVariables_HasNoServiceAndNoConfigMap(string volumes)
    {
        var objects = await BuildAsync($$""" "job": {"type":"container.v0","image":"vendor/job:1"{{volumes}}} """);

        Assert.DoesNotContain("kind: Service", objects, StringComparison.Ordinal);
        Assert.DoesNotContain("kind: ConfigMap", objects, StringComparison.Ordinal);
        Assert.DoesNotContain("envFrom", objects, StringComparison.Ordinal);
    }

    [Fact]
    public void Container_ReadOnlyVolumeAndBindMountOfNoFile_OneIsMountedAndTheOtherWarnedAbout()
    {
        var output = Generate("""
            "Store": {"type":"container.v0","image":"vendor/store:1","volumes":[{"name":"My_Files.v1","target":"/files","readOnly":true}],
              "bindMounts":[{"source":"x","target":"/settings","readOnly":true}]}
            """);

        Assert.Contains("- name: my-files-v1\n              mountPath: /files\n              readOnly: true\n", output.Text("store/statefulset.yaml"), StringComparison.Ordinal);
        Assert.Equal("resources.Store.bindMounts: '/settings' is left out; 'x' is no file, and a folder of one machine has no place elsewhere.", Assert.Single(output.Warnings));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","volumes":[{"name":"data","target":"/data"}]""")]
    public async Task BindMounts_OfSingleFiles_AreMountedFromAConfigMap(string volumes)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("settings"));
        await File.WriteAllTextAsync(folder.File("settings/envoy.yaml"), "a: 1\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("envoy.yaml"), "b: 2\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("manifest.json"), $$"""
            {"resources":{"envoy":{"type":"container.v0","image":"i:1"{{volumes}},"bindMounts":[
              {"source":"settings/envoy.yaml","target":"/etc/envoy/envoy.yaml","readOnly":true},{"source":"envoy.yaml","target":"/etc/more.yaml","readOnly":false}] } } }
            """, TestContext.Current.CancellationToken);

        var output = KustomizeGenerator.Generate(ManifestReader.ReadFile(folder.File("manifest.json")), Options);

        output.WriteTo(folder.File("out"));
        var objects = await Tool.KustomizeAsync(folder.File("out"));
        Assert.Contains("""
            data:
              1-envoy.yaml: |
                b: 2
              envoy.yaml: |
                a: 1
            kind: ConfigMap
            metadata:
              name: envoy-files
            """.ReplaceLineEndings("\n"), objects, StringComparison.Ordinal);
        Assert.Contains("- mountPath: /etc/envoy/envoy.yaml\n          name: envoy-files\n          readOnly: true\n          subPath: envoy.yaml\n", objects, StringComparison.Ordinal);
        Assert.Contains("- mountPath: /etc/more.yaml\n          name: envoy-files\n          readOnly: true\n          subPath: 1-envoy.yaml\n", objects, StringComparison.Ordinal);
        Assert.Contains("- configMap:\n          name: envoy-files\n        name: envoy-files\n", objects, StringComparison.Ordinal);
        Assert.Equal("resources.envoy.bindMounts: '/etc/more.yaml' is a copy, and mounted for reading only.", Assert.Single(output.Warnings));
    }

    [Theory]
    [InlineData(1024 * 1024 + 1, "with 'big' the files of 'a' have more than 1048576 bytes.")]
    [InlineData(-1, "'big' is no text in UTF-8.")]
    public async Task BindMount_OfAFileThatNoConfigMapTakes_IsLeftOutWithAWord(int length, string reason)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("big"), length < 0 ? [0xff] : new byte[length], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            folder.File("manifest.json"), """{"resources":{"a":{"type":"container.v0","image":"i:1","bindMounts":[{"source":"big","target":"/big"}]}}}""", TestContext.Current.CancellationToken);

        var output = KustomizeGenerator.Generate(ManifestReader.ReadFile(folder.File("manifest.json")), Options);

        Assert.Equal($"resources.a.bindMounts: '/big' is left out; {reason}", Assert.Single(output.Warnings));
        Assert.DoesNotContain("-files", output.Text("a/deployment.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n")]
    [InlineData("no")]
    [InlineData("null")]
    [InlineData("123")]
    public async Task Namespace_ThatYamlWouldReadAsSomethingElse_IsAText(string name)
    {
        using var folder = new TemporaryFolder();
        Generate(""" "app": {"type":"container.v0","image":"i:1","bindings":{"t":{"scheme":"tcp","targetPort":1}}} """, Options with { Namespace = name }).WriteTo(folder.Path);

        var objects = await Tool.KustomizeAsync(folder.Path);

        Assert.Equal(2, objects.Split($"  namespace: \"{name}\"\n").Length - 1);
        Assert.Contains($"kind: Namespace\nmetadata:\n  name: \"{name}\"\n", objects, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_ThatYamlWouldReadAsSomethingElse_AreTexts()
    {
        var objects = await BuildAsync(""" "no": {"type":"container.v0","image":"i:1","volumes":[{"name":"null","target":"/data"}],"bindings":{"on":{"scheme":"tcp","targetPort":1}}} """);

        Assert.Contains("kind: StatefulSet\nmetadata:\n  labels:\n    app: \"no\"\n  name: \"no\"\n", objects, StringComparison.Ordinal);
        Assert.Contains("  - name: \"on\"\n    port: 1\n", objects, StringComparison.Ordinal);
        Assert.Contains("  - metadata:\n      name: \"null\"\n", objects, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("project.v0", "\"path\":\"a.csproj\"")]
    [InlineData("project.v1", "\"path\":\"a.csproj\"")]
    [InlineData("dockerfile.v0", "\"path\":\"Dockerfile\",\"context\":\".\"")]
    [InlineData("container.v1", "\"build\":{\"context\":\".\",\"dockerfile\":\"Dockerfile\"}")]
    public void BuiltImage_IsNamedByRegistryPrefixNameAndTag(string type, string more)
    {
        var output = Generate($$""" "app": {"type":"{{type}}", {{more}} } """, Options with { ContainerRepositoryPrefix = "team", ContainerImageTag = "2", ImagePullPolicy = "Always" });

        Assert.Contains("image: r.example/team/app:2\n        imagePullPolicy: Always\n", output.Text("app/deployment.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_WithSignsThatYamlReads_ArriveAsTheyAre()
    {
        var objects = await BuildAsync("""
            "app": {"type":"container.v0","image":"i:1","env":{"JSON":"{\"a\": [1, #2]}","LINES":"one\ntwo","COLON":"a: b","TAB":"a\tb","EMPTY":"","BRACES":"{not.a.reference and {neither}","DOLLAR":"$HOME"}}
            """);

        Assert.Contains("""
              BRACES: '{not.a.reference and {neither}'
              COLON: 'a: b'
              DOLLAR: $HOME
              EMPTY: ""
              JSON: '{"a": [1, #2]}'
              LINES: |-
                one
                two
              TAB: "a\tb"
            """.ReplaceLineEndings("\n"), objects, StringComparison.Ordinal);
    }

    [Fact]
    public void References_EachProperty_IsResolved()
    {
        var output = Generate("""
            "store": {"type":"container.v0","image":"i:1","connectionString":"{store.bindings.data.host}:{store.bindings.data.port};l={level.value}",
              "bindings":{"data":{"scheme":"tcp","protocol":"tcp","transport":"tcp","port":9000,"targetPort":9001},
                          "https":{"scheme":"https","protocol":"tcp","transport":"http","targetPort":443}}},
            "level": {"type":"parameter.v0","value":"{level.inputs.value}","inputs":{"value":{"type":"string","default":{"value":"info"}}}},
            "joined": {"type":"value.v0","connectionString":"[{store.connectionString}]"},
            "app": {"type":"container.v0","image":"i:1","env":{
              "A":"{joined.connectionString}","B":"{store.bindings.data.url}","C":"{store.bindings.data.targetPort}",
              "D":"{store.bindings.data.hostAndPort}","E":"{store.bindings.data.tlsEnabled}","F":"{store.bindings.https.url}","G":"x{store.bindings.data.scheme}"}}
            """);

        Assert.Equal(
            ["A=[store:9000;l=info]", "B=http://store:9000", "C=9001", "D=store:9000", "E=False", "G=xhttp"],
            output.Text("app/kustomization.yaml").Split('\n').Where(l => l.Contains('=')).Select(l => l.Trim()[2..]));
    }

    [Fact]
    public void Project_ListensWhereItsBindingSays()
    {
        var output = Generate(""" "app": {"type":"project.v0","path":"p","bindings":{"http":{"scheme":"http","protocol":"tcp","transport":"http","targetPort":8050}}} """);

        Assert.Contains("- ASPNETCORE_URLS=http://+:8050;\n", output.Text("app/kustomization.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{x}}", "{x}")]
    [InlineData("{{store.bindings.data.port}}", "{store.bindings.data.port}")]
    [InlineData("{{\\\"a\\\": {{\\\"b\\\": {store.bindings.data.port}}}}}", "{\"a\": {\"b\": 1}}")]
    [InlineData("{\\\"a\\\":{\\\"b\\\":1}}", "{\"a\":{\"b\":1}}")]
    public void Braces_WhereAllAreDoubled_AreSingle(string expression, string expected)
    {
        var output = Generate(WithVariable(expression));

        Assert.Contains(ConfigMapLiteral.Line("X", expected), output.Text("app/kustomization.yaml").Split('\n'));
    }

    [Theory]
    [InlineData("{nope.value}", "refers to 'nope', which is not in the manifest; it has: level, store, loop, app.")]
    [InlineData("{store.bindings.grpc.url}", "{store.bindings.grpc.url} is not there; 'store' has the bindings: data.")]
    [InlineData("{store.bindings.data.colour}", "'colour' of the binding 'data' is not one of url, host, port, targetPort, hostAndPort, scheme, tlsEnabled.")]
    [InlineData("{store.connectionString}", "{store.connectionString} is not there; 'store' is of type container.v0.")]
    [InlineData("{level.text}", "{level.text} is not there; 'level' is of type parameter.v0.")]
    public void Reference_ToWhatIsNotThere_IsNamedWithWhatIs(string expression, string expected)
    {
        var problem = Assert.Throws<ManifestException>(() => Generate(WithVariable(expression)));

        Assert.Equal($"resources.app.env.X: {expected}", problem.Message);
    }

    [Fact]
    public void Reference_ToItself_IsAnError()
    {
        var problem = Assert.Throws<ManifestException>(() => Generate(WithVariable("{loop.connectionString}")));

        Assert.Equal("resources.loop.connectionString: '{loop.connectionString}' refers to itself.", problem.Message);
    }

    [Fact]
    public void Parameters_WithoutValue_AreAllNamed()
    {
        var problem = Assert.Throws<ManifestException>(() => Generate("""
            "a": {"type":"parameter.v0","value":"{a.inputs.value}","inputs":{"value":{"type":"string"}}},
            "b": {"type":"parameter.v0","value":"{b.inputs.value}","inputs":{"value":{"type":"string","secret":true}}},
            "unused": {"type":"parameter.v0","value":"{unused.inputs.value}","inputs":{"value":{"type":"string"}}},
            "app": {"type":"container.v0","image":"i:1","env":{"X":"{a.value}","Y":"{b.value}","Z":"{a.value}"}}
            """, Options with { DisableSecrets = true }));

        Assert.Equal(["parameter 'a' has no value; give it with -pa a=VALUE.", "parameter 'b' has no value; give it with -pa b=VALUE."], problem.Problems);
    }

    [Theory]
    [InlineData("api-kye=s3cr3t")]
    [InlineData("api-kye")]
    public void ParameterUnknown_IsNamedWithoutItsValue(string given)
    {
        var problem = Assert.Throws<ManifestException>(() => KustomizeGenerator.Generate(Golden.Manifest, Golden.Options with { Parameters = [given] }));

        Assert.Equal("--parameter: 'api-kye' is no name=value of a parameter; the parameters are: api-key, telemetrydb, cache-password.", problem.Message);
    }

    [Fact]
    public void Registry_NotGivenForABuiltImage_IsAnError()
    {
        var problem = Assert.Throws<ManifestException>(() => Generate(""" "app": {"type":"project.v0","path":"p"} """, new()));

        Assert.Equal("resources.app: its image is built, so a registry is needed: --container-registry REGISTRY.", problem.Message);
    }

    [Fact]
    public void Secret_InACommandLine_IsRefused()
    {
        var problem = Assert.Throws<ManifestException>(() => Generate("""
            "k": {"type":"parameter.v0","value":"{k.inputs.value}","inputs":{"value":{"type":"string","secret":true}}},
            "app": {"type":"container.v0","image":"i:1","args":["--key","{k.value}"]}
            """));

        Assert.Equal("resources.app.args[1]: holds a secret, which would stand there in plain text; hand it over in the environment.", problem.Message);
    }

    [Fact]
    public void Names_ThatDifferInCapitalsOnly_AreRefused()
    {
        var problem = Assert.Throws<ManifestException>(() => Generate(""" "app": {"type":"container.v0","image":"i:1"}, "App": {"type":"container.v0","image":"i:1"} """));

        Assert.StartsWith("resources.app: two resources have this name", problem.Message, StringComparison.Ordinal);
    }

    private static string WithVariable(string expression) => """
        "level": {"type":"parameter.v0","value":"{level.inputs.value}","inputs":{"value":{"type":"string","default":{"value":"info"}}}},
        "store": {"type":"container.v0","image":"i:1","bindings":{"data":{"scheme":"tcp","protocol":"tcp","transport":"tcp","targetPort":1}}},
        "loop": {"type":"value.v0","connectionString":"{loop.connectionString}"},
        "app": {"type":"container.v0","image":"i:1","env":{"X":"EXPRESSION"}}
        """.Replace("EXPRESSION", expression, StringComparison.Ordinal);

    private static Output Generate(string resources, KustomizeOptions? options = null) =>
        KustomizeGenerator.Generate(ManifestReader.Read("{\"resources\":{" + resources + "}}"), options ?? Options);

    private static async Task<string> BuildAsync(string resources)
    {
        using var folder = new TemporaryFolder();
        Generate(resources).WriteTo(folder.Path);
        return await Tool.KustomizeAsync(folder.Path);
    }
}
