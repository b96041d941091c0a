using System.Globalization;
using System.Text.Json.Nodes;

namespace Canopy.CommandLine.Secrets.Cluster;

/// <summary>A Deployment or StatefulSet as the cluster has it.</summary>
/// <param name="Path"><c>deployment/NAME</c> or <c>statefulset/NAME</c>.</param>
internal sealed record Workload(string Path, JsonNode Json)
{
    /// <summary>Why its pods were last replaced by this program: on the pod template, so that setting it once replaces them once.</summary>
    public const string RestartedForAnnotation = "canopy.dev/restarted-for";

    private const string DefaultReadyPort = "management";

    private JsonNode Template => Json["spec"]!["template"]!;

    public string? RestartedFor => (string?)Template["metadata"]?["annotations"]?[RestartedForAnnotation];

    public bool IsPaused => Json["spec"]!["paused"]?.GetValue<bool>() == true;

    public int Replicas => Json["spec"]!["replicas"]?.GetValue<int>() ?? 1;

    /// <summary>Every pod is of the newest template and ready.</summary>
    public bool IsSettled
    {
        get
        {
            var status = Json["status"];
            var count = (string name) => status?[name]?.GetValue<int>() ?? 0;
            return (status?["observedGeneration"]?.GetValue<long>() ?? 0) >= (Json["metadata"]!["generation"]?.GetValue<long>() ?? 0)
                && count("readyReplicas") >= Replicas && count("updatedReplicas") >= Replicas;
        }
    }

    /// <summary>For <c>kubectl get pods --selector</c>.</summary>
    public string Selector => string.Join(',', Json["spec"]!["selector"]!["matchLabels"]!.AsObject().Select(l => $"{l.Key}={(string?)l.Value}"));

    /// <summary>The first container: the program itself.</summary>
    public JsonNode Container => Template["spec"]!["containers"]![0]!;

    /// <summary>Where <c>/readyz</c> is: the port named management, else the first one.</summary>
    public string ReadyPort
    {
        get
        {
            var ports = Container["ports"]?.AsArray() ?? [];
            var port = ports.FirstOrDefault(p => (string?)p!["name"] == DefaultReadyPort) ?? ports.FirstOrDefault();
            return port?["containerPort"]?.GetValue<int>().ToString(CultureInfo.InvariantCulture) ?? "9090";
        }
    }

    /// <summary>What the kubelet runs to see whether the container is ready; empty where it asks over the network.</summary>
    public IReadOnlyList<string> ReadinessCommand => [.. (Container["readinessProbe"]?["exec"]?["command"]?.AsArray() ?? []).Select(c => (string)c!)];
}
