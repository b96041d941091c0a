using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Objects;

/// <summary>What adds and takes pods: autoscaler and disruption budget.</summary>
internal static class Scaling
{
    private const int UpStabilization = 60;
    private const int DownStabilization = 300;

    public static YamlMap? Autoscaler(Workload workload)
    {
        if (workload.Facts.Autoscaling is not { } facts)
        {
            return null;
        }

        var autoscaler = Metadata.Object("autoscaling/v2", "HorizontalPodAutoscaler", workload.Name);
        autoscaler["spec"] = new YamlMap
        {
            ["scaleTargetRef"] = new YamlMap { ["apiVersion"] = "apps/v1", ["kind"] = workload.Base.Kind, ["name"] = workload.Name },
            ["minReplicas"] = facts.Least,
            ["maxReplicas"] = facts.Most,
            ["metrics"] = new YamlList { Utilization("cpu", facts.Cpu), Utilization("memory", facts.Memory) },
            ["behavior"] = new YamlMap
            {
                ["scaleUp"] = Behavior(UpStabilization, new ScaleDown("Pods", 2, 60)),
                ["scaleDown"] = new Noted("Each pod that goes drops its viewers' sockets.", Behavior(DownStabilization, facts.Down)),
            },
        };
        return autoscaler;
    }

    public static YamlMap? DisruptionBudget(Workload workload)
    {
        if (workload.Facts.DisruptionBudget is not { } facts)
        {
            return null;
        }

        var budget = Metadata.Object("policy/v1", "PodDisruptionBudget", workload.Name);
        budget["spec"] = new YamlMap
        {
            ["minAvailable"] = facts.MinAvailable,
            ["maxUnavailable"] = facts.MaxUnavailable,
            ["selector"] = Metadata.Selector(workload.Name),
        };
        return budget;
    }

    private static YamlMap Utilization(string resource, int percent) => new()
    {
        ["type"] = "Resource",
        ["resource"] = new YamlMap
        {
            ["name"] = resource,
            ["target"] = new YamlMap { ["type"] = "Utilization", ["averageUtilization"] = percent },
        },
    };

    private static YamlMap Behavior(int stabilization, ScaleDown step) => new()
    {
        ["stabilizationWindowSeconds"] = stabilization,
        ["policies"] = new YamlList { new YamlMap { ["type"] = step.Type, ["value"] = step.Value, ["periodSeconds"] = step.PeriodSeconds } },
    };
}
