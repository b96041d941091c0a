namespace Canopy.Aspirate.Manifests;

/// <summary>Names the images of workloads.</summary>
internal static class ImageNames
{
    /// <summary>The image that the manifest names, or registry/prefix/name:tag for one that is built from source.</summary>
    /// <exception cref="ManifestException">It is built, and no registry is given.</exception>
    public static string Of(ManifestResource resource, ContainerOptions options)
    {
        if (!resource.IsBuilt)
        {
            return resource.Image!;
        }

        if (string.IsNullOrWhiteSpace(options.ContainerRegistry))
        {
            throw new ManifestException($"resources.{resource.Name}", "its image is built, so a registry is needed: --container-registry REGISTRY.");
        }

        string?[] parts = [options.ContainerRegistry.TrimEnd('/'), options.ContainerRepositoryPrefix?.Trim('/'), ResourceNames.Label(resource.Name)];
        return $"{string.Join('/', parts.Where(p => !string.IsNullOrEmpty(p)))}:{options.ContainerImageTag}";
    }
}
