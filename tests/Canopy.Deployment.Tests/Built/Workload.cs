using System.Text.Json.Nodes;

namespace Canopy.Deployment.Tests.Built;

/// <summary>What makes pods: a Deployment, a StatefulSet, a Job and so on.</summary>
internal sealed record Workload(KubeObject Object)
{
    public string Name => Object.Name;

    /// <summary>Null for a kind without pods.</summary>
    public static JsonNode? TemplateOf(KubeObject item) => item.Kind switch
    {
        "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Job" => item.At("spec.template"),
        "CronJob" => item.At("spec.jobTemplate.spec.template"),
        "Pod" => item.Node,
        _ => null,
    };

    public JsonNode Template => TemplateOf(Object)!;

    /// <summary>True for what runs until it is stopped.</summary>
    public bool IsService => Object.Kind is "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet";

    public JsonNode Pod => Template.At("spec") ?? new JsonObject();

    public IReadOnlyDictionary<string, string> Labels => Template.Map("metadata.labels");

    public IReadOnlyDictionary<string, string> Annotations => Template.Map("metadata.annotations");

    public IEnumerable<JsonNode> Containers => Pod.Items("containers");

    public IEnumerable<JsonNode> AllContainers => Pod.Items("initContainers").Concat(Containers);

    public IEnumerable<JsonNode> Ports => Containers.SelectMany(container => container.Items("ports"));

    /// <summary>The container that has the workload's name, else the first.</summary>
    public JsonNode Main => Containers.FirstOrDefault(container => container.Text("name") == Name) ?? Containers.First();

    /// <summary>The number of a port that is named or numbered; null where no container has it.</summary>
    public int? PortNumber(string? reference) => Ports
        .Where(port => reference is not null && (port.Text("name") == reference || port.Text("containerPort") == reference))
        .Select(port => port.Number("containerPort")).FirstOrDefault();

    public override string ToString() => Object.ToString();
}
