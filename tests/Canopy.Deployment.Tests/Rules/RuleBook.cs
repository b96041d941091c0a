using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>Every rule by its name; a rule gives one line for each place where it is broken.</summary>
internal static class RuleBook
{
    public static readonly IReadOnlyDictionary<string, Func<Deployed, IEnumerable<string>>> Rules = new Dictionary<string, Func<Deployed, IEnumerable<string>>>(StringComparer.Ordinal)
    {
        ["names are unique"] = NameRules.AreUnique,
        ["names and hosts are DNS names"] = NameRules.OfObjectsAreDnsNames,
        ["names of containers and ports are labels"] = NameRules.OfContainersAndPortsAreLabels,
        ["labels and annotations are valid"] = NameRules.OfLabelsAndAnnotationsAreValid,
        ["namespaces are the environment's"] = NameRules.OfNamespacesAreTheEnvironments,
        ["workloads select their own pods"] = SelectorRules.OfWorkloadsMatchTheirTemplates,
        ["services select one workload"] = SelectorRules.OfServicesFindPods,
        ["disruption budgets select one workload"] = SelectorRules.OfBudgetsFindPods,
        ["spreading selects its own pods"] = SelectorRules.OfSpreadingFindTheirOwnPods,
        ["network policies select pods"] = SelectorRules.OfNetworkPoliciesFindPods,
        ["ports of services"] = PortRules.OfServicesAreThoseOfContainers,
        ["ports of routes"] = PortRules.OfRoutesAreThoseOfServices,
        ["ports of probes"] = PortRules.OfProbesAreThoseOfTheContainer,
        ["ports of scraping"] = PortRules.OfScrapingAreThoseOfTheContainer,
        ["ports of network policies"] = PortRules.OfNetworkPoliciesAreThoseOfContainers,
        ["references to ConfigMaps"] = ReferenceRules.ToConfigMapsAreMet,
        ["references to Secrets"] = ReferenceRules.ToSecretsAreMet,
        ["Secrets reach their workload"] = ReferenceRules.OfSecretsReachTheirWorkload,
        ["variables have one source"] = ReferenceRules.OfVariablesAreUnambiguous,
        ["references to volumes"] = ReferenceRules.ToVolumesAreMet,
        ["references to services of StatefulSets"] = ReferenceRules.ToServicesOfStatefulSetsAreMet,
        ["references to storage classes"] = ReferenceRules.ToStorageClassesAreMet,
        ["references to issuers"] = ReferenceRules.ToIssuersAreMet,
        ["autoscalers are possible"] = ScalingRules.OfAutoscalersIsPossible,
        ["a node can be drained"] = ScalingRules.OfBudgetsLetsANodeBeDrained,
        ["rollouts can proceed"] = ScalingRules.OfRolloutsCanProceed,
        ["stopping leaves time to drain"] = ScalingRules.OfStoppingLeavesTimeToDrain,
        ["containers have probes"] = ContainerRules.HaveProbes,
        ["containers have resources"] = ContainerRules.HaveResources,
        ["images do not change"] = ContainerRules.HaveImagesThatDoNotChange,
        ["Pod Security restricted"] = PodSecurityRules.Restricted,
        ["accounts exist"] = AccessRules.AccountsExist,
        ["rights are named"] = AccessRules.RightsAreNamed,
        ["bindings are met"] = AccessRules.BindingsAreMet,
        ["certificates are for the hosts"] = RouteRules.TlsHostsAreTheRules,
        ["routes have a listener"] = RouteRules.RoutesHaveAListener,
        ["certificates can be issued"] = RouteRules.CertificatesCanBeIssued,
        ["quotas hold the greatest"] = QuotaRules.HoldTheGreatest,
        ["limit ranges let every container in"] = QuotaRules.LimitRangesLetEveryContainerIn,
        ["no secret value"] = SecretValueRules.AreNowhere,
        ["network: needed and nothing else"] = NetworkRules.OpenWhatIsNeededAndNothingElse,
    };

    /// <summary>All that is wrong, with the name of the rule.</summary>
    public static IEnumerable<(string Rule, string Problem)> Check(Deployed deployed) =>
        Rules.SelectMany(rule => rule.Value(deployed).Select(problem => (rule.Key, problem)));
}
