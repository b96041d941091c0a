using Canopy.Aspirate.Kustomize;
using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Tests.Support;

namespace Canopy.Aspirate.Tests.Kustomize;

/// <summary>PUB-02, PUB-03: what Aspirate wrote becomes what our writer writes, and no secret is in it.</summary>
public sealed class PostProcessingTests
{
    [Fact]
    public void Apply_TreeOfTheGenuineTool_BecomesTheOneThatOurGeneratorWrites()
    {
        using var folder = new TemporaryFolder();
        Trees.Copy(Golden.Tree, folder.Path);

        var done = PostProcessing.Apply(Golden.Manifest, folder.Path);

        Assert.Equal(["cache.REDIS_PASSWORD", "backend.ConnectionStrings__cache", "backend.CACHE_PASSWORD", "backend.CACHE_URI", "backend.API_KEY"], done);
        Assert.Equal(Trees.Of(KustomizeGenerator.Generate(Golden.Manifest, Golden.Options with { DisableSecrets = false })), Trees.Read(folder.Path));
        Assert.All(Trees.Read(folder.Path).Values, text => Assert.DoesNotContain(Golden.GeneratedPassword, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Apply_TreeOfCanopysAppHost_BecomesTheOneThatOurGeneratorWrites()
    {
        using var folder = new TemporaryFolder();
        Trees.Copy(Golden.Canopy.Tree, folder.Path);

        PostProcessing.Apply(Golden.Canopy.Manifest, folder.Path);

        Assert.Equal(Trees.Of(KustomizeGenerator.Generate(Golden.Canopy.Manifest, Golden.Canopy.Options)), Trees.Read(folder.Path));
        Assert.Contains("- ASPNETCORE_URLS=http://+:8050;\n", Trees.Read(folder.Path)["web/kustomization.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_OfCanopysTree_AreWhatTheGenuineToolsWrote()
    {
        Assert.SkipUnless(Golden.Canopy.Origin is not null, "the folder that the golden files came from is not here");

        Assert.Equal(Trees.Read(Path.Combine(Golden.Canopy.Origin, "raw")), Trees.Read(Golden.Canopy.Tree));
        Assert.Equal(File.ReadAllText(Path.Combine(Golden.Canopy.Origin, "manifest.json")), File.ReadAllText(Golden.Canopy.ManifestPath));
    }

    [Fact]
    public void Apply_EscapedValue_BecomesTextAgain()
    {
        using var folder = new TemporaryFolder();
        var manifest = ManifestReader.Read("""{"resources":{"app":{"type":"container.v0","image":"i:1","env":{"X":"a=b: \"c\" & d"}}}}""");
        Directory.CreateDirectory(folder.File("app"));
        File.WriteAllText(folder.File("app/kustomization.yaml"), "configMapGenerator:\n- name: app-env\n  literals:\n    - X=a&#x3D;b: &quot;c&quot; &amp; d\n\n");

        PostProcessing.Apply(manifest, folder.Path);

        Assert.Equal("configMapGenerator:\n- name: app-env\n  literals:\n    - \"X=a=b: \\\"c\\\" & d\"\n\n", File.ReadAllText(folder.File("app/kustomization.yaml")));
    }

    [Fact]
    public void Apply_Twice_ChangesNothingMore()
    {
        using var folder = new TemporaryFolder();
        KustomizeGenerator.Generate(Golden.Manifest, Golden.Options).WriteTo(folder.Path);
        PostProcessing.Apply(Golden.Manifest, folder.Path);
        var once = Trees.Read(folder.Path);

        PostProcessing.Apply(Golden.Manifest, folder.Path);

        Assert.Equal(once, Trees.Read(folder.Path));
    }

    [Fact]
    public void Apply_TreeOfAnotherManifest_IsAnError()
    {
        using var folder = new TemporaryFolder();

        var problem = Assert.Throws<ManifestException>(() => PostProcessing.Apply(Golden.Manifest, folder.Path));

        Assert.EndsWith("is missing, so this is not the tree of the manifest, which has 'cache'.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_SecretInACommandLine_IsAnError()
    {
        using var folder = new TemporaryFolder();
        var manifest = ManifestReader.Read("""
            {"resources":{"k":{"type":"parameter.v0","value":"{k.inputs.value}","inputs":{"value":{"type":"string","secret":true}}},
            "app":{"type":"container.v0","image":"i:1","args":["{k.value}"]}}}
            """);

        var problem = Assert.Throws<ManifestException>(() => PostProcessing.Apply(manifest, folder.Path));

        Assert.StartsWith("resources.app.args: hold a secret", problem.Message, StringComparison.Ordinal);
    }
}
