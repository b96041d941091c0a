using System.Text.Json;
using System.Text.Json.Nodes;
using Canopy.Deployment.Tests.Built;
using Canopy.Deployment.Tests.Schemas;
using Canopy.Testing;

namespace Canopy.Deployment.Tests.Policy;

/// <summary>One sentence with which an admission policy refuses a pod.</summary>
internal sealed record Refusal(string Pod, string Policy, string Message);

/// <summary>The cluster's admission policies, evaluated on pods by tests/manifests.</summary>
internal static class Admission
{
    /// <summary>A pod as the API server sees it, made from a workload's template.</summary>
    public static JsonObject PodOf(Workload workload, string space)
    {
        var pod = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = new JsonObject(), ["spec"] = workload.Pod.DeepClone() };
        pod["metadata"] = workload.Template.At("metadata")?.DeepClone() ?? new JsonObject();
        pod["metadata"]!["name"] = workload.Name;
        pod["metadata"]!["namespace"] = space;
        return pod;
    }

    /// <summary>What the policies say to each pod; JSON is YAML too.</summary>
    public static async Task<IReadOnlyList<Refusal>> AskAsync(string policies, IEnumerable<JsonObject> pods)
    {
        using var folder = new TemporaryFolder();
        var policyFile = folder.Write("policies.yaml", policies);
        var podFile = folder.Write("pods.yaml", string.Join("\n---\n", pods.Select(pod => pod.ToJsonString())));
        var node = Command.Find("node") ?? throw new InvalidOperationException("The checks of manifests need Node.js 20 or newer; there is none.");
        var report = await Command.RunAsync(Repository.PathOf("tests/manifests"), node, "admission.mjs", policyFile, podFile);
        return JsonSerializer.Deserialize<List<Refusal>>(report, JsonSerializerOptions.Web)!;
    }
}
