using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Objects;

/// <summary>Folders that live as long as the pod.</summary>
internal static class Scratch
{
    private const string SizeLimit = "128Mi";

    public static YamlMap Volume(string name) => new() { ["name"] = name, ["emptyDir"] = new YamlMap { ["sizeLimit"] = SizeLimit } };

    public static YamlMap Mount(string name, string path) => new() { ["name"] = name, ["mountPath"] = path };
}
