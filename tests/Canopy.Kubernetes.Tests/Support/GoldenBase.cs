using Canopy.Aspirate.Kustomize;
using Canopy.Aspirate.Manifests;
using Canopy.Testing;

namespace Canopy.Kubernetes.Tests.Support;

/// <summary>Kustomize bases of the golden manifest: the one that the genuine Aspirate wrote, and the builtin generator's.</summary>
internal static class GoldenBase
{
    private static string GoldenFolder => Path.Combine(Programs.Root, "tests", "golden", "publishing");

    private static Manifest Manifest => ManifestReader.ReadFile(Path.Combine(GoldenFolder, "aspire-manifest.json"));

    public static void CopyGenuine(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(GoldenFolder, "aspirate-output"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Path.Combine(GoldenFolder, "aspirate-output"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        PostProcessing.Apply(Manifest, folder);
    }

    public static void WriteBuiltin(string folder)
    {
        KustomizeGenerator.Generate(Manifest, new KustomizeOptions
        {
            ContainerRegistry = "registry.local:5000",
            ContainerImageTag = "1.0",
            Namespace = "canopy",
            IncludeDashboard = true,
            Parameters = ["api-key=k1"],
        }).WriteTo(folder);
        PostProcessing.Apply(Manifest, folder);
    }
}
