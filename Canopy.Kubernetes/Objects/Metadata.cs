using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Objects;

/// <summary>The parts that every object has.</summary>
internal static class Metadata
{
    public static YamlMap Object(string apiVersion, string kind, string name) =>
        new() { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = Named(name) };

    public static YamlMap Named(string name) => new() { ["name"] = name };

    /// <summary>The label that the base puts on a workload's pods.</summary>
    public static YamlMap Selector(string workload) => new() { ["matchLabels"] = new YamlMap { ["app"] = workload } };
}
