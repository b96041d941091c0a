namespace Canopy.Aspirate.Manifests;

/// <summary>Names the images of workloads.</summary>
internal static class ImageNames
{
    /// <summary>The image that the manifest names, or registry/prefix/name:tag for one that is built from source.</summary>
    /// <exception cref="ManifestException">It is built, and no registry is given.</exception>
    public static string Of(ManifestResource resource, string? registry, string? prefix, string tag)
    {
        if (!resource.IsBuilt)
        {
            return resource.Image!;
        }

        if (string.IsNullOrWhiteSpace(registry))
        {
            throw new ManifestException($"resources.{resource.Name}", "its image is built, so a registry is needed: --container-registry REGISTRY.");
        }

        string?[] parts = [registry.TrimEnd('/'), prefix?.Trim('/'), ResourceNames.Label(resource.Name)];
        return $"{string.Join('/', parts.Where(p => !string.IsNullOrEmpty(p)))}:{tag}";
    }
}
