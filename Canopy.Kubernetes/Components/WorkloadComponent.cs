using Canopy.Kubernetes.Objects;
using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Components;

/// <summary>components/NAME: what is a workload's own.</summary>
internal static class WorkloadComponent
{
    public static IEnumerable<DeployFile> Of(Workload workload, IReadOnlyList<Workload> all)
    {
        var component = Kustomization.Component(workload.Name, $"{workload.Name}: what is its own; what it shares with others is in ../pod-security{(workload.IsProgram ? " and ../program" : "")}.")
            .Resource(ServiceAccount(workload))
            .Resource(Services.Headless(workload), "The names of the single pods, for those who must reach one of them.", "service-headless")
            .Resource(NetworkPolicies.Of(workload, all), "Who calls it, and whom it calls, as the model's references say; and monitoring.")
            .Resource(Scaling.Autoscaler(workload))
            .Resource(Scaling.DisruptionBudget(workload))
            .Patch(PodPatch.Of(workload))
            .Patch(Services.Patch(workload))
            .InlinePatch(
                "ConfigMap", workload.Base.ConfigMap, Deletion(workload.Base.ConfigMap),
                $"{Conventions.ConfigName(workload.Name)} stands in its place: without words where secrets belong, and with a name that changes with its content, so that pods restart.");
        return Config(component, workload, all).Files;
    }

    private static Kustomization Config(Kustomization component, Workload workload, IReadOnlyList<Workload> all)
    {
        var name = Conventions.ConfigName(workload.Name);
        if (workload.Facts.Start is { } start)
        {
            return component.ConfigMapOfFiles(name, Directory.GetFiles(start.Folder).Order(StringComparer.Ordinal)
                .Select(f => new DeployFile(Path.GetFileName(f), File.ReadAllText(f).ReplaceLineEndings("\n"))));
        }

        return component.ConfigMap(name, workload.Settings(n => all.Single(w => w.Resource.Name == n)));
    }

    private static YamlMap ServiceAccount(Workload workload)
    {
        var account = Metadata.Object("v1", "ServiceAccount", workload.Name);
        account["automountServiceAccountToken"] = new Noted("It has no rights, and needs none.", false);
        if (workload.IsProgram)
        {
            account["imagePullSecrets"] = new Noted("For a private registry; where there is no such Secret, images are pulled without.", new YamlList { Metadata.Named("registry") });
        }

        return account;
    }

    private static YamlMap Deletion(string configMap) => Difference.Deletion(Metadata.Object("v1", "ConfigMap", configMap));
}
