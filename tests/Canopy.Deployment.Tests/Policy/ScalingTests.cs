using Canopy.Deployment.Tests.Built;
using Canopy.Deployment.Tests.Rules;

namespace Canopy.Deployment.Tests.Policy;

/// <summary>Section 2 of the specification: scaling and disruption.</summary>
public sealed class ScalingTests(BuiltTrees trees) : IClassFixture<BuiltTrees>
{
    public static TheoryData<string> EachEnvironment => BuiltTrees.EachEnvironment;

    [Theory]
    [InlineData("dev", 60)]
    [InlineData("staging", 60)]
    [InlineData("prod", 70)]
    public void K8S20_WebAutoscaler_HasTheSpecifiedRangeAndTargets(string environment, int cpu)
    {
        var scaler = trees.Environment(environment).One("HorizontalPodAutoscaler", "web");
        var targets = scaler.Items("spec.metrics").ToDictionary(metric => metric.Text("resource.name")!, metric => metric.Number("resource.target.averageUtilization"), StringComparer.Ordinal);

        Check.Fields(scaler.Node, "web", ("apiVersion", "autoscaling/v2"), ("spec.minReplicas", "2"), ("spec.maxReplicas", "10"), ("spec.scaleTargetRef.name", "web"));
        Assert.Equal(new Dictionary<string, int?> { ["cpu"] = cpu, ["memory"] = 80 }, targets);
    }

    [Theory]
    [InlineData("dev", "Percent", 50)]
    [InlineData("staging", "Percent", 50)]
    [InlineData("prod", "Pods", 1)]
    public void K8S20_WebAutoscaler_ScalesDownSlowlyBecauseThatDropsSockets(string environment, string type, int value)
    {
        var behaviour = trees.Environment(environment).One("HorizontalPodAutoscaler", "web").At("spec.behavior");

        Check.Fields(behaviour, "web",
            ("scaleUp.stabilizationWindowSeconds", "60"), ("scaleUp.policies.0.type", "Pods"), ("scaleUp.policies.0.value", "2"), ("scaleUp.policies.0.periodSeconds", "60"),
            ("scaleDown.stabilizationWindowSeconds", "300"), ("scaleDown.policies.0.type", type), ("scaleDown.policies.0.value", $"{value}"), ("scaleDown.policies.0.periodSeconds", "60"));
        Assert.Single(behaviour.Items("scaleUp.policies"));
        Assert.Single(behaviour.Items("scaleDown.policies"));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    [InlineData("prod")]
    public void K8S22_DisruptionBudgets_KeepOnePodOfEachProgram(string environment)
    {
        var deployed = trees.Environment(environment);

        Check.Fields(deployed.One("PodDisruptionBudget", "web").Node, "web", ("spec.minAvailable", "1"));
        Check.Fields(deployed.One("PodDisruptionBudget", "backend").Node, "backend", ("spec.minAvailable", "1"));
    }

    /// <summary>Where a program has one pod, a budget that keeps one would keep every node from being drained.</summary>
    [Theory]
    [InlineData("exp")]
    [InlineData("quarantine")]
    public void K8S22_DisruptionBudgets_OfASinglePod_AreNotThere(string environment) =>
        Assert.DoesNotContain(trees.Environment(environment).Of("PodDisruptionBudget"), budget => budget.At("spec.minAvailable") is not null);

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S22_CacheBudget_LetsItsPodBeMoved(string environment) =>
        Check.Fields(trees.Environment(environment).One("PodDisruptionBudget", "cache").Node, "cache", ("spec.maxUnavailable", "1"), ("spec.minAvailable", null));

    [Fact]
    public void K8S24_ProdQuotas_AreTheSpecifiedOnes()
    {
        var hard = trees.Environment("prod").Of("ResourceQuota").SelectMany(quota => quota.Map("spec.hard")).ToDictionary(StringComparer.Ordinal);

        Assert.Equal(
            [("limits.cpu", "20"), ("limits.memory", "40Gi"), ("persistentvolumeclaims", "10"), ("pods", "50"), ("requests.cpu", "10"), ("requests.memory", "20Gi")],
            hard.Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public void K8S24_ProdQuotaOfPods_LeavesWorkersToAQuotaOfTheirOwn()
    {
        var quota = Assert.Single(trees.Environment("prod").Of("ResourceQuota"), quota => quota.Map("spec.hard").ContainsKey("pods"));

        Assert.Contains(quota.Items("spec.scopeSelector.matchExpressions"), scope => scope.Text("scopeName") == "PriorityClass" && scope.Text("operator") == "NotIn");
    }

    [Fact]
    public void K8S24_ProdQuotas_HoldEveryAutoscalersMaximumAndTheSurge()
    {
        var prod = trees.Environment("prod");

        Assert.Empty(QuotaRules.HoldTheGreatest(prod));
        // Written out once: 10 + 1 web, 2 + 1 backend, 1 cache; the cache is replaced without surge.
        var needed = QuotaRules.Needed(prod, _ => true);
        Assert.Equal(15, needed["pods"]);
        Assert.Equal((11 * 0.25m) + (3 * 0.5m) + 0.1m, needed["requests.cpu"]);
        Assert.Equal(11 + (3 * 2m) + 0.5m, needed["limits.cpu"]);
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S24_LimitRange_HasSaneDefaults(string environment)
    {
        var deployed = trees.Environment(environment);
        var limit = Assert.Single(Assert.Single(deployed.Of("LimitRange")).Items("spec.limits"), limit => limit.Text("type") == "Container");

        Assert.All(["default.cpu", "default.memory", "defaultRequest.cpu", "defaultRequest.memory", "max.cpu", "max.memory"], field => Assert.True(limit.Has(field), field));
        Assert.Empty(QuotaRules.LimitRangesLetEveryContainerIn(deployed));
    }

    [Theory]
    [MemberData(nameof(BuiltTrees.EachCluster), MemberType = typeof(BuiltTrees))]
    public void K8S24_MonitoringNamespace_HasALimitRangeToo(string cluster) =>
        Assert.Contains(trees.Cluster(cluster), item => item is { Kind: "LimitRange", Namespace: "canopy-monitoring" });
}
