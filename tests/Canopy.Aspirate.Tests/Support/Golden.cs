using System.Runtime.CompilerServices;
using Canopy.Aspirate.Kustomize;
using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Tests.Support;

/// <summary>What the genuine tools wrote, and the options with which they did.</summary>
internal static class Golden
{
    /// <summary>What the genuine generator made up when it wrote the tree.</summary>
    public const string GeneratedPassword = "v3UJgMJ5SkZRlbgVwxirCm";

    public static string ManifestPath => Path.Combine(Folder(), "aspire-manifest.json");

    public static Manifest Manifest => ManifestReader.ReadFile(ManifestPath);

    public static string Tree => Path.Combine(Folder(), "aspirate-output");

    public static KustomizeOptions Options => new()
    {
        ContainerRegistry = "registry.local:5000",
        ContainerImageTag = "1.0",
        Namespace = "canopy",
        IncludeDashboard = true,
        DisableSecrets = true,
        Parameters = ["api-key=k1", $"cache-password={GeneratedPassword}"],
    };

    /// <summary>The folder that the results came from; many machines do not have it.</summary>
    public static string? Origin => new[] { "..", "../.." }
        .Select(up => Path.GetFullPath(Path.Combine(Repository(), up, "shared", "golden", "aspirate"))).FirstOrDefault(Directory.Exists);

    /// <summary>The repository's root, from the path of this very file.</summary>
    public static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    private static string Folder() => Path.Combine(Repository(), "tests", "golden", "publishing");
}
