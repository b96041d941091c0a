using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>What selects pods selects some, and the right ones.</summary>
internal static class SelectorRules
{
    public static IEnumerable<string> OfWorkloadsMatchTheirTemplates(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads.Where(workload => workload.IsService))
        {
            if (!workload.Object.Map("spec.selector.matchLabels").Any() || !LabelSelector.Matches(workload.Object.At("spec.selector"), workload.Labels))
                yield return $"{workload}: its selector does not match the labels of its own template";
            foreach (var other in deployed.Workloads.Where(other => other != workload && LabelSelector.Matches(workload.Object.At("spec.selector"), other.Labels)))
                yield return $"{workload}: its selector takes the pods of {other} too";
        }
    }

    public static IEnumerable<string> OfServicesFindPods(Deployed deployed)
    {
        foreach (var service in deployed.Of("Service").Where(service => service.Text("spec.type") != "ExternalName"))
        {
            var selected = deployed.Workloads.Where(workload => LabelSelector.MatchesMap(service.Map("spec.selector"), workload.Labels)).ToList();
            if (selected.Count != 1)
                yield return $"{service}: selects the pods of {(selected.Count == 0 ? "nothing" : string.Join(" and ", selected))}, not of one workload";
        }
    }

    public static IEnumerable<string> OfBudgetsFindPods(Deployed deployed)
    {
        foreach (var budget in deployed.Of("PodDisruptionBudget"))
        {
            var selected = deployed.Workloads.Where(workload => LabelSelector.Matches(budget.At("spec.selector"), workload.Labels)).ToList();
            if (selected.Count != 1)
                yield return $"{budget}: selects the pods of {(selected.Count == 0 ? "nothing" : string.Join(" and ", selected))}, not of one workload";
        }
    }

    public static IEnumerable<string> OfSpreadingFindTheirOwnPods(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads)
        {
            var selectors = workload.Pod.Items("affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution").Select(term => term.At("podAffinityTerm.labelSelector"))
                .Concat(workload.Pod.Items("affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution").Select(term => term.At("labelSelector")))
                .Concat(workload.Pod.Items("topologySpreadConstraints").Select(constraint => constraint.At("labelSelector")));
            if (selectors.Any(selector => !LabelSelector.Matches(selector, workload.Labels)))
                yield return $"{workload}: affinity or spreading does not select its own pods";
        }
    }

    /// <summary>Pods that appear in the namespace without a workload of ours: cert-manager's solvers.</summary>
    public static readonly IReadOnlyDictionary<string, string> Http01Solver = new Dictionary<string, string>(StringComparer.Ordinal) { ["acme.cert-manager.io/http01-solver"] = "true" };

    public static IEnumerable<string> OfNetworkPoliciesFindPods(Deployed deployed)
    {
        foreach (var policy in deployed.Of("NetworkPolicy"))
        {
            var selector = policy.At("spec.podSelector");
            if (!LabelSelector.Matches(selector, Http01Solver) && !deployed.Workloads.Any(workload => LabelSelector.Matches(selector, workload.Labels)))
                yield return $"{policy}: selects no pod";
        }
    }
}
