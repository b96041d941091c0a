namespace Canopy.Kubernetes.Components;

/// <summary>components/installation: everything that each environment has, in the order in which it must be applied.</summary>
internal static class InstallationComponent
{
    public static IEnumerable<DeployFile> Files(IEnumerable<Workload> workloads) => Kustomization
        .Component("installation", "What each environment has. First what pods share, then what is one workload's own and may differ from it.")
        .Includes(["../namespace", "../pod-security", "../program", .. workloads.Select(w => $"../{w.Name}")])
        .Files;
}
