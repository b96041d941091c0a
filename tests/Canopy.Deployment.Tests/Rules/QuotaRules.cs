using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>Everything at its greatest, while it is rolled out, fits into what the namespace may use.</summary>
internal static class QuotaRules
{
    private static readonly string[] Compute = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

    public static IEnumerable<string> HoldTheGreatest(Deployed deployed)
    {
        foreach (var quota in deployed.Of("ResourceQuota"))
        {
            var needed = Needed(deployed, workload => IsInScope(quota, workload));
            var hard = quota.Map("spec.hard");
            foreach (var (resource, amount) in needed.Where(pair => hard.ContainsKey(pair.Key) && pair.Value > Quantity.Parse(hard[pair.Key])))
                yield return $"{quota}: {resource} is {hard[resource]}, and {amount} is needed at most";
        }
    }

    /// <summary>What all pods need with every autoscaler at its maximum and every rollout's surge.</summary>
    public static Dictionary<string, decimal> Needed(Deployed deployed, Func<Workload, bool> isCounted)
    {
        var needed = Compute.Append("pods").Append("persistentvolumeclaims").ToDictionary(name => name, _ => 0m, StringComparer.Ordinal);
        foreach (var workload in deployed.Workloads.Where(isCounted))
        {
            var greatest = deployed.Replicas(workload).Greatest;
            var pods = greatest + Surge(workload, greatest);
            needed["pods"] += pods;
            needed["persistentvolumeclaims"] += workload.Object.Items("spec.volumeClaimTemplates").Count() * greatest;
            foreach (var resource in Compute)
                needed[resource] += pods * workload.Containers.Sum(container => Quantity.ParseOrZero(container.Text($"resources.{resource}")));
        }
        needed["persistentvolumeclaims"] += deployed.Of("PersistentVolumeClaim").Count();
        return needed;
    }

    public static IEnumerable<string> LimitRangesLetEveryContainerIn(Deployed deployed)
    {
        var ranges = deployed.Of("LimitRange").SelectMany(range => range.Items("spec.limits").Where(limit => limit.Text("type") == "Container").Select(limit => (range, limit)));
        foreach (var (range, limit) in ranges)
        {
            foreach (var resource in new[] { "cpu", "memory" })
            {
                foreach (var workload in deployed.Workloads)
                {
                    foreach (var container in workload.AllContainers)
                    {
                        var (least, most) = (limit.Text($"min.{resource}"), limit.Text($"max.{resource}"));
                        if (most is not null && Quantity.ParseOrZero(container.Text($"resources.limits.{resource}")) > Quantity.Parse(most))
                            yield return $"{range}: container '{container.Text("name")}' of {workload} has a limit of {resource} over {most}";
                        if (least is not null && Quantity.ParseOrZero(container.Text($"resources.requests.{resource}")) < Quantity.Parse(least))
                            yield return $"{range}: container '{container.Text("name")}' of {workload} requests less {resource} than {least}";
                    }
                }
                if (Quantity.ParseOrZero(limit.Text($"defaultRequest.{resource}")) > Quantity.ParseOrZero(limit.Text($"default.{resource}")))
                    yield return $"{range}: the default request of {resource} is more than the default limit";
            }
        }
    }

    /// <summary>A quota without a scope is for all pods; by its scope, pods of some priority classes are left out.</summary>
    private static bool IsInScope(KubeObject quota, Workload workload)
    {
        var labels = workload.Pod.Text("priorityClassName") is { } name ? new Dictionary<string, string>(StringComparer.Ordinal) { ["PriorityClass"] = name } : [];
        return quota.Items("spec.scopeSelector.matchExpressions").All(expression => LabelSelector.Holds(expression, "scopeName", labels));
    }

    private static int Surge(Workload workload, int replicas) => workload.Object.Kind != "Deployment" || workload.Object.Text("spec.strategy.type") == "Recreate"
        ? 0
        : ScalingRules.Share(workload.Object.Text("spec.strategy.rollingUpdate.maxSurge") ?? "25%", replicas);
}
