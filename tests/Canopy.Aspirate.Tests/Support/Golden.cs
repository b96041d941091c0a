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
    public static string? Origin => Shared("aspirate");

    /// <summary>The public schema of manifests.</summary>
    public static string Schema => Path.Combine(Folder(), "aspire-8.0.json");

    /// <summary>The repository's root, from the path of this very file.</summary>
    public static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    private static string Folder() => Path.Combine(Repository(), "tests", "golden", "publishing");

    private static string? Shared(string name) => new[] { "..", "../.." }
        .Select(up => Path.GetFullPath(Path.Combine(Repository(), up, "shared", "golden", name))).FirstOrDefault(Directory.Exists);

    /// <summary>The same of Canopy's own AppHost, without our post-processing.</summary>
    internal static class Canopy
    {
        public static string ManifestPath => Path.Combine(Folder(), "canopy", "aspire-manifest.json");

        public static Manifest Manifest => ManifestReader.ReadFile(ManifestPath);

        public static string Tree => Path.Combine(Folder(), "canopy", "aspirate-output");

        public static KustomizeOptions Options => new() { ContainerRegistry = "ghcr.io/canopy", Namespace = "canopy" };

        public static string? Origin => Shared("aspirate-canopy");
    }
}
