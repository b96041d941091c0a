using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>Accounts that exist, and rights that are named one by one.</summary>
internal static class AccessRules
{
    /// <summary>Verbs by which a subject gets rights that it has not.</summary>
    private static readonly string[] Ladders = ["escalate", "bind", "impersonate"];

    public static IEnumerable<string> AccountsExist(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads)
        {
            var name = workload.Pod.Text("serviceAccountName");
            if (name is null || deployed.Find("ServiceAccount", name) is null)
                yield return $"{workload}: runs as ServiceAccount '{name ?? "default"}', which is none of the overlay's";
        }
    }

    public static IEnumerable<string> RightsAreNamed(Deployed deployed)
    {
        foreach (var role in All(deployed).Where(item => item.Kind is "Role" or "ClusterRole"))
        {
            foreach (var rule in role.Items("rules"))
            {
                foreach (var field in new[] { "verbs", "resources", "apiGroups", "nonResourceURLs" }.Where(field => rule.Texts(field).Contains("*", StringComparer.Ordinal)))
                    yield return $"{role}: has a wildcard in {field}";
                foreach (var verb in rule.Texts("verbs").Where(verb => Ladders.Contains(verb, StringComparer.Ordinal)))
                    yield return $"{role}: may {verb}";
            }
        }
    }

    public static IEnumerable<string> BindingsAreMet(Deployed deployed)
    {
        foreach (var binding in All(deployed).Where(item => item.Kind is "RoleBinding" or "ClusterRoleBinding"))
        {
            var (kind, name) = (binding.Text("roleRef.kind") ?? string.Empty, binding.Text("roleRef.name"));
            if (name is "cluster-admin" or "admin" or "edit")
                yield return $"{binding}: gives the rights of {name}";
            else if (!All(deployed).Any(item => item.Kind == kind && item.Name == name))
                yield return $"{binding}: there is no {kind}/{name}";
            foreach (var subject in binding.Items("subjects").Where(subject => subject.Text("kind") == "ServiceAccount"))
            {
                if (subject.Text("namespace") is { } place && place != deployed.Namespace ? false : deployed.Find("ServiceAccount", subject.Text("name")) is null)
                    yield return $"{binding}: there is no ServiceAccount '{subject.Text("name")}'";
            }
        }
    }

    private static IEnumerable<KubeObject> All(Deployed deployed) => deployed.Objects.Concat(deployed.Cluster);
}
