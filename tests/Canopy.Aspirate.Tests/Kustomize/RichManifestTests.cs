using Canopy.Aspirate.Kustomize;
using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Tests.Support;

namespace Canopy.Aspirate.Tests.Kustomize;

/// <summary>PUB-03: a manifest with every type of resource. In what our tree differs from Aspirate's is what docs/publishing.md tells.</summary>
public sealed class RichManifestTests
{
    [Fact]
    public void Generate_EveryType_DiffersFromTheGenuineTreeAsDocumented()
    {
        Assert.SkipUnless(Golden.Canopy.Origin is not null, "the folder that the golden files came from is not here");
        var genuine = Trees.Read(Path.Combine(Golden.Canopy.Origin, "rich-genuine"));
        var options = new KustomizeOptions { ContainerRegistry = "reg.local", Namespace = "demo", DisableSecrets = true, Parameters = ["region=eu", "pg-password=pw"] };

        var ours = Trees.Of(KustomizeGenerator.Generate(ManifestReader.ReadFile(Path.Combine(Golden.Canopy.Origin, "rich-manifest.json")), options));

        Assert.Equal(
            [
                // Arguments are in quotes, as the released version has them in a StatefulSet.
                "api/deployment.yaml: -        - --verbose",
                "api/deployment.yaml: -        - --name",
                "api/deployment.yaml: -        - a b",
                "api/deployment.yaml: +        - '--verbose'",
                "api/deployment.yaml: +        - '--name'",
                "api/deployment.yaml: +        - 'a b'",

                // What YAML would read differently is in quotes.
                "envoy/kustomization.yaml: -    - COLON=a: b",
                "envoy/kustomization.yaml: -    - HASH=a #b",
                "envoy/kustomization.yaml: +    - \"COLON=a: b\"",
                "envoy/kustomization.yaml: +    - \"HASH=a #b\"",

                // The program listens where its binding says.
                "front/kustomization.yaml: -    - ASPNETCORE_URLS=http://+:8080;",
                "front/kustomization.yaml: +    - ASPNETCORE_URLS=http://+:9001;",

                // No Service where nothing listens; Aspirate writes an empty file.
                "noport/deployment.yaml: -        - sleep",
                "noport/deployment.yaml: -        - 1d",
                "noport/deployment.yaml: +        - 'sleep'",
                "noport/deployment.yaml: +        - '1d'",
                "noport/kustomization.yaml: -- service.yaml",
                "noport/service.yaml: gone",

                // What is read-only is mounted so.
                "pg/statefulset.yaml: +              readOnly: true",
            ],
            genuine.Keys.Union(ours.Keys).Order(StringComparer.Ordinal).SelectMany(path => Differences(path, genuine.GetValueOrDefault(path), ours.GetValueOrDefault(path))));
    }

    private static IEnumerable<string> Differences(string path, string? genuine, string? ours)
    {
        if (genuine is null || ours is null)
        {
            return [$"{path}: {(ours is null ? "gone" : "new")}"];
        }

        var (before, after) = (genuine.Split('\n'), ours.Split('\n'));
        return [.. before.Except(after).Select(l => $"{path}: -{l}"), .. after.Except(before).Select(l => $"{path}: +{l}")];
    }
}
