using Canopy.Kubernetes.Components;
using Canopy.Kubernetes.Objects;
using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Overlays;

/// <summary>overlays/NAME: the installation, and in what this environment differs from it.</summary>
internal static class Overlay
{
    private const string BaseFolder = "../../../aspirate-output";

    public static IEnumerable<DeployFile> Of(KubernetesEnvironment environment, IReadOnlyList<Workload> workloads)
    {
        var space = $"{Conventions.Application}-{environment.Name}";
        var overlay = Kustomization.Overlay(environment.Name, space, $"Canopy, {environment.Name}: https://{environment.HostName}\nWritten by ./canopy generate from the environments in Canopy.AppHost.")
            .Uses(BaseFolder)
            .Resource(Variables.Of(environment), "What components need to know of this environment. It is not applied.", Variables.Name)
            .Includes(Components(environment))
            .Label("app.kubernetes.io/part-of", Conventions.Application);
        if (environment.QuotaFacts is { } quota)
        {
            overlay.Resources("resource-quota", "All that may run here at the same time, workers aside: they have a quota of their own, by their PriorityClass.", Quotas.Services(quota), Quotas.Claims(quota));
        }

        foreach (var program in workloads.Where(w => w.IsProgram))
        {
            overlay.Image(program.Base.Image, environment.Images.Tag);
        }

        overlay.Patch("ConfigMap", string.Join('|', workloads.Where(w => w.IsProgram).Select(w => Conventions.ConfigName(w.Name))), "settings", Settings(environment));
        if (environment.Images.Moves)
        {
            overlay.InlinePatch(
                "Deployment", null, new YamlList { JsonPatch.Replace("/spec/template/spec/containers/0/imagePullPolicy", "Always") },
                "The tag means another image after each build.");
        }

        foreach (var workload in workloads)
        {
            if (environment.Overrides.TryGetValue(workload.Resource.Name, out var change))
            {
                Differences(overlay, workload, workload.With(change));
            }
        }

        return overlay.Files;
    }

    private static YamlMap Settings(KubernetesEnvironment environment)
    {
        var data = new YamlMap();
        foreach (var (key, value) in environment.Settings)
        {
            data[key] = value;
        }

        // The target says which; a patch has to have some name.
        var settings = Metadata.Object("v1", "ConfigMap", "settings");
        settings["data"] = data;
        return settings;
    }

    private static string[] Components(KubernetesEnvironment environment)
    {
        List<string> names = ["installation", environment.UsesGateway ? GatewayComponent.Name : IngressComponent.Name];
        if (environment.RedisAddress is not null)
        {
            names.Add(ManagedRedisComponent.Name);
        }

        if (environment.HasRelaxedEgress)
        {
            names.Add(EgressComponents.ExternalHttps);
        }

        return [.. names.Select(n => $"../../components/{n}")];
    }

    /// <summary>What this environment's facts make different in the objects of a workload.</summary>
    private static void Differences(Kustomization overlay, Workload general, Workload here)
    {
        (string File, YamlMap? General, YamlMap? Here)[] objects =
        [
            ("", PodPatch.Of(general), PodPatch.Of(here)),
            ("-autoscaler", Scaling.Autoscaler(general), Scaling.Autoscaler(here)),
            ("-disruption-budget", Scaling.DisruptionBudget(general), Scaling.DisruptionBudget(here)),
        ];
        foreach (var (suffix, before, after) in objects)
        {
            var file = $"{general.Name}{suffix}";
            switch (before, after)
            {
                case ({ }, null):
                    overlay.Patch(Difference.Deletion(before), file: file);
                    break;
                case (null, { }):
                    overlay.Resource(after, file: file);
                    break;
                case ({ }, { }):
                    overlay.Patch(Difference.Patch(before, after), file: file);
                    break;
            }
        }
    }
}
