using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Objects;

/// <summary>What a namespace may have. A quota with a scope counts pods only, so claims have one of their own.</summary>
internal static class Quotas
{
    /// <summary>PriorityClass of the workers' pods.</summary>
    private const string WorkerClass = "canopy-worker";

    public static YamlMap Services(QuotaFacts facts)
    {
        var quota = Of("services", new YamlMap
        {
            ["requests.cpu"] = facts.CpuRequests.Text,
            ["requests.memory"] = facts.MemoryRequests.Text,
            ["limits.cpu"] = facts.CpuLimits.Text,
            ["limits.memory"] = facts.MemoryLimits.Text,
            ["pods"] = $"{facts.Pods}",
        });
        quota.Map("spec")["scopeSelector"] = new YamlMap
        {
            ["matchExpressions"] = new YamlList
            {
                new YamlMap { ["scopeName"] = "PriorityClass", ["operator"] = "NotIn", ["values"] = new YamlList { WorkerClass } },
            },
        };
        return quota;
    }

    public static YamlMap Claims(QuotaFacts facts) => Of("claims", new YamlMap { ["persistentvolumeclaims"] = $"{facts.Claims}" });

    private static YamlMap Of(string name, YamlMap hard)
    {
        var quota = Metadata.Object("v1", "ResourceQuota", name);
        quota["spec"] = new YamlMap { ["hard"] = hard };
        return quota;
    }
}
