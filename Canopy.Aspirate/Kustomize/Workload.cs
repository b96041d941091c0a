using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Kustomize;

/// <summary>A resource that runs in the cluster, with every expression resolved.</summary>
internal sealed record Workload(
    string Name,
    string Image,
    string ImagePullPolicy,
    string? Entrypoint,
    IReadOnlyList<string> Args,
    IReadOnlyList<KeyValuePair<string, string>> Env,
    IReadOnlyList<ManifestBinding> Ports,
    IReadOnlyList<ManifestMount> Volumes,
    IReadOnlyList<MountedFile> Files)
{
    /// <summary>Name of the ConfigMap and the volume of its files.</summary>
    public string FilesName => $"{Name}-files";

    /// <summary>Storage of its own makes it a StatefulSet.</summary>
    public bool IsStateful => Volumes.Count > 0;

    /// <summary>The file of the workload itself.</summary>
    public string FileName => IsStateful ? "statefulset.yaml" : "deployment.yaml";
}
