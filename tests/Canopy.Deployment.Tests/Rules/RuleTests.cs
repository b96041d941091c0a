using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>CHK-03: every rule is kept by every environment that we generate.</summary>
public sealed class RuleTests(BuiltTrees trees) : IClassFixture<BuiltTrees>
{
    public static TheoryData<string, string> EachRuleAndEnvironment => new(RuleBook.Rules.Keys.SelectMany(rule => BuiltTrees.Environments.Select(name => (rule, name))));

    [Theory]
    [MemberData(nameof(EachRuleAndEnvironment))]
    public void Environment_Rule_IsKept(string rule, string environment) => Assert.Empty(RuleBook.Rules[rule](trees.Environment(environment)));

    /// <summary>An overlay names classes and issuers that every cluster's folder has.</summary>
    [Theory]
    [MemberData(nameof(BuiltTrees.EachCluster), MemberType = typeof(BuiltTrees))]
    public void Cluster_EveryEnvironment_FindsItsClassesAndIssuers(string cluster)
    {
        foreach (var deployed in BuiltTrees.Environments.Select(name => trees.Environment(name, cluster)))
            Assert.Empty(ReferenceRules.ToStorageClassesAreMet(deployed).Concat(ReferenceRules.ToIssuersAreMet(deployed)));
    }
}
