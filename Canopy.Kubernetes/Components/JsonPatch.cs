using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Components;

/// <summary>Operations of a JSON patch (RFC 6902), for what is the same in objects of several names.</summary>
internal static class JsonPatch
{
    public static YamlMap Add(string path, object value) => new() { ["op"] = "add", ["path"] = path, ["value"] = value };

    public static YamlMap Replace(string path, object value) => new() { ["op"] = "replace", ["path"] = path, ["value"] = value };
}
