using System.Net;
using Canopy.Aspirate.Kustomize;
using Canopy.Aspirate.Tests.Support;

namespace Canopy.Aspirate.Tests.Kustomize;

/// <summary>PUB-03: from the golden manifest comes the tree that Aspirate 9.1.0 wrote for it.</summary>
public sealed class GoldenTreeTests
{
    [Fact]
    public void Generate_GoldenManifest_GivesTheGoldenFilesByteForByte()
    {
        var expected = Trees.Read(Golden.Tree);

        var tree = Trees.Of(KustomizeGenerator.Generate(Golden.Manifest, Golden.Options));

        Assert.Equal(expected.Keys, tree.Keys);
        Assert.All(expected, file => Assert.Equal(Mended(file.Value), tree[file.Key]));
    }

    [Fact]
    public async Task Generate_GoldenManifest_KustomizeBuildsTheGoldenObjects()
    {
        using var folder = new TemporaryFolder();
        KustomizeGenerator.Generate(Golden.Manifest, Golden.Options).WriteTo(folder.Path);

        Assert.Equal(Mended(await Tool.KustomizeAsync(Golden.Tree)), await Tool.KustomizeAsync(folder.Path));
    }

    [Fact]
    public void Generate_WithoutDashboard_NothingSpeaksOfIt()
    {
        var tree = Trees.Of(KustomizeGenerator.Generate(Golden.Manifest, Golden.Options with { IncludeDashboard = false }));

        Assert.DoesNotContain("dashboard.yaml", tree.Keys);
        Assert.All(tree.Values, text => Assert.DoesNotContain("dashboard", text, StringComparison.Ordinal));
        Assert.DoesNotContain("OTEL_SERVICE_NAME", tree["web/kustomization.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_WithoutNamespace_NoneIsNamed()
    {
        var tree = Trees.Of(KustomizeGenerator.Generate(Golden.Manifest, Golden.Options with { Namespace = null }));

        Assert.DoesNotContain("namespace.yaml", tree.Keys);
        Assert.DoesNotContain("namespace", tree["kustomization.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_Twice_GivesTheSameBytesInTheSameOrder()
    {
        var options = Golden.Options with { Parameters = ["api-key=k1"] };

        Assert.Equal(KustomizeGenerator.Generate(Golden.Manifest, options).Files, KustomizeGenerator.Generate(Golden.Manifest, options).Files);
    }

    [Fact]
    public void Generate_SecretsNotDisabled_NoFileHoldsOne()
    {
        var output = KustomizeGenerator.Generate(Golden.Manifest, Golden.Options with { DisableSecrets = false, Parameters = ["api-key=s3cr3t", "cache-password=s3cr3t"] });

        Assert.All(output.Files, file => Assert.DoesNotContain("s3cr3t", file.Text, StringComparison.Ordinal));
        var literals = output.Text("backend/kustomization.yaml").Split('\n').Where(l => l.Contains("from-secret", StringComparison.Ordinal)).Select(l => l.Trim());
        Assert.Equal(["- ConnectionStrings__cache=from-secret", "- CACHE_PASSWORD=from-secret", "- CACHE_URI=from-secret", "- API_KEY=from-secret"], literals);
    }

    [Fact]
    public void Generate_TypesWithoutAPlace_AreSkippedWithAWord()
    {
        var output = KustomizeGenerator.Generate(Golden.Manifest, Golden.Options);

        Assert.Contains("resources.sim: is skipped; its type executable.v0 has no place in the cluster.", output.Warnings);
        Assert.Contains("resources.cache-password-uri-encoded: is skipped; its type annotated.string has no place in the cluster.", output.Warnings);
        Assert.DoesNotContain(output.Files, f => f.Path.StartsWith("sim/", StringComparison.Ordinal));
    }

    [Fact]
    public void Copies_AreWhatTheGenuineToolWrote()
    {
        Assert.SkipUnless(Golden.Origin is not null, "the folder that the golden files came from is not here");
        var origin = Trees.Read(Golden.Origin);
        origin.Remove("README.md");

        Assert.Equal(origin, Trees.Read(Golden.Tree));
    }

    /// <summary>HTML escapes are the genuine generator's mistake, and mended in ours.</summary>
    private static string Mended(string text) => WebUtility.HtmlDecode(text);
}
