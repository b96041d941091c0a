using System.Text.Json.Nodes;

namespace Canopy.CommandLine.Secrets.Cluster;

/// <summary>Replaces the pods of workloads, without a moment in which none is ready, and sees that the new ones are.</summary>
/// <param name="timeout">For one workload's pods to be replaced.</param>
internal sealed class Workloads(Kubectl kubectl, TimeSpan timeout)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly ReadyCheck _ready = new(kubectl);

    /// <summary>As the cluster has it; null where it has none.</summary>
    public Workload? Find(string path)
    {
        var json = kubectl.Run(input: null, "get", path, "--ignore-not-found", "--output=json");
        return string.IsNullOrWhiteSpace(json) ? null : new Workload(path, JsonNode.Parse(json)!);
    }

    /// <summary>Has the pods replaced, once per reason: a second call with the same one changes nothing.</summary>
    public void Restart(string path, string reason)
    {
        var patch = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [Workload.RestartedForAnnotation] = reason } },
                },
            },
        };
        kubectl.Run(input: null, "patch", path, "--type=merge", $"--patch={patch.ToJsonString()}", "--output=name");
    }

    /// <summary>Waits until all pods are of the newest template and ready, then asks each for <c>/readyz</c>.</summary>
    /// <exception cref="KubectlException">They do not get ready.</exception>
    public void WaitReady(string path)
    {
        var result = kubectl.Try(input: null, "rollout", "status", path, $"--timeout={timeout.TotalSeconds:0}s");
        if (result.ExitCode != 0)
        {
            throw new KubectlException($"{path} did not get ready: {result.Error}{Unready(path)}");
        }

        var workload = Find(path) ?? throw new KubectlException($"{path} is gone");
        foreach (var pod in Pods(workload).Where(p => !IsTerminating(p)))
        {
            _ready.Check((string)pod["metadata"]!["name"]!, workload.ReadyPort);
        }
    }

    /// <summary>Waits until pods that were told to end have ended: until then they may still open connections.</summary>
    public void WaitForOldPods(string path)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (Find(path) is { } workload && Pods(workload).FirstOrDefault(IsTerminating) is { } pod)
        {
            if (TimeProvider.System.GetElapsedTime(began) > timeout)
            {
                throw new KubectlException($"pod {(string?)pod["metadata"]!["name"]} of {path} does not end");
            }

            Thread.Sleep(Pause);
            kubectl.WhileWaiting?.Invoke();
        }
    }

    public IReadOnlyList<JsonNode> Pods(Workload workload)
        => [.. kubectl.Json(input: null, "get", "pods", $"--selector={workload.Selector}", "--output=json")["items"]!.AsArray().Select(p => p!)];

    public static bool IsTerminating(JsonNode pod) => pod["metadata"]!["deletionTimestamp"] is not null;

    /// <summary>Which pods are not ready and why, as far as the cluster knows.</summary>
    private string Unready(string path)
    {
        try
        {
            var reasons = Find(path) is not { } workload ? [] : Pods(workload).Where(p => !IsTerminating(p)).Select(Problem).OfType<string>().ToList();
            return reasons.Count == 0 ? "" : $" ({string.Join("; ", reasons)})";
        }
        catch (KubectlException)
        {
            return "";
        }
    }

    private static string? Problem(JsonNode pod)
    {
        var containers = pod["status"]?["containerStatuses"]?.AsArray() ?? [];
        if (containers.Count > 0 && containers.All(c => c!["ready"]?.GetValue<bool>() == true))
        {
            return null;
        }

        var reason = containers.Select(c => (string?)c!["state"]?["waiting"]?["reason"]).FirstOrDefault(r => r is not null);
        return $"pod {(string?)pod["metadata"]!["name"]}: {reason ?? "not ready"}";
    }
}
