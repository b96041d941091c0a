using System.Globalization;
using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>Autoscalers, budgets and rollouts that can do their work together.</summary>
internal static class ScalingRules
{
    public static IEnumerable<string> OfAutoscalersIsPossible(Deployed deployed)
    {
        foreach (var scaler in deployed.Of("HorizontalPodAutoscaler"))
        {
            if (scaler.Number("spec.minReplicas") is not { } least || scaler.Number("spec.maxReplicas") is not { } greatest || least < 1 || least > greatest)
                yield return $"{scaler}: minReplicas {scaler.Text("spec.minReplicas")} and maxReplicas {scaler.Text("spec.maxReplicas")} are no range";
            var target = deployed.Find(scaler.Text("spec.scaleTargetRef.kind") ?? string.Empty, scaler.Text("spec.scaleTargetRef.name"));
            if (target is null)
            {
                yield return $"{scaler}: its target {scaler.Text("spec.scaleTargetRef.kind")}/{scaler.Text("spec.scaleTargetRef.name")} is not there";
                continue;
            }
            if (target.At("spec.replicas") is not null)
                yield return $"{target}: has spec.replicas, which each apply would set back against {scaler}";
            foreach (var resource in scaler.Items("spec.metrics").Select(metric => metric.Text("resource.name")).OfType<string>())
            {
                foreach (var container in new Workload(target).Containers.Where(container => !container.Has($"resources.requests.{resource}")))
                    yield return $"{scaler}: scales by {resource}, which container '{container.Text("name")}' does not request";
            }
        }
        foreach (var target in deployed.Of("HorizontalPodAutoscaler").GroupBy(scaler => scaler.Text("spec.scaleTargetRef.name"), StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"{target.First()}: two autoscalers have the target '{target.Key}'";
    }

    public static IEnumerable<string> OfBudgetsLetsANodeBeDrained(Deployed deployed)
    {
        foreach (var budget in deployed.Of("PodDisruptionBudget"))
        {
            var (least, most) = (budget.Text("spec.minAvailable"), budget.Text("spec.maxUnavailable"));
            if (least is null == most is null)
            {
                yield return $"{budget}: has {(least is null ? "neither" : "both")} of minAvailable and maxUnavailable";
                continue;
            }
            foreach (var workload in deployed.Workloads.Where(workload => LabelSelector.Matches(budget.At("spec.selector"), workload.Labels)))
            {
                var replicas = deployed.Replicas(workload).Least;
                if (least is not null ? Share(least, replicas) >= replicas : Share(most!, replicas) < 1)
                    yield return $"{budget}: with {replicas} replicas of {workload} no pod may ever be moved";
            }
        }
    }

    public static IEnumerable<string> OfRolloutsCanProceed(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads.Where(workload => workload.Object.Kind == "Deployment"))
        {
            var rolling = workload.Object.At("spec.strategy.rollingUpdate");
            if (rolling.Text("maxSurge") is "0" or "0%" && rolling.Text("maxUnavailable") is "0" or "0%")
                yield return $"{workload}: neither may a pod be added nor one be missing, so none can be replaced";
        }
    }

    public static IEnumerable<string> OfStoppingLeavesTimeToDrain(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads.Where(workload => workload.IsService))
        {
            var grace = workload.Pod.Number("terminationGracePeriodSeconds") ?? 30;
            foreach (var container in workload.Containers.Where(container => container.Number("lifecycle.preStop.sleep.seconds") >= grace))
                yield return $"{workload}: container '{container.Text("name")}' sleeps for all of its {grace} s before it is told to stop";
        }
    }

    /// <summary>A number of pods, or a percentage of them, rounded up as Kubernetes does.</summary>
    public static int Share(string text, int replicas) => text.EndsWith('%')
        ? (int)Math.Ceiling(replicas * decimal.Parse(text[..^1], CultureInfo.InvariantCulture) / 100)
        : int.Parse(text, CultureInfo.InvariantCulture);
}
