using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Canopy.Aspirate;
using Canopy.Kubernetes.Base;
using Canopy.Kubernetes.Components;
using Canopy.Kubernetes.Overlays;
using Canopy.Kubernetes.Secrets;

namespace Canopy.Kubernetes;

/// <summary>Makes deploy/ of the model, its facts for production, and the kustomize base.</summary>
public static class DeployGenerator
{
    /// <summary>Makes every file; nothing is written.</summary>
    /// <param name="model">The application.</param>
    /// <param name="environments">One for each overlay.</param>
    /// <param name="source">Folder of the kustomize base.</param>
    /// <exception cref="DistributedApplicationException">The facts, the model and the base do not agree.</exception>
    internal static IReadOnlyList<DeployFile> Generate(DistributedApplicationModel model, IReadOnlyList<KubernetesEnvironment> environments, string source)
    {
        var workloads = Workloads(model, source);
        Check(environments, workloads);
        var exposed = workloads.SingleOrDefault(w => w.Facts.Ingress is not null);
        List<DeployFile> files =
        [
            .. NamespaceComponent.Files(),
            .. PodSecurityComponent.Files(),
            .. ProgramComponent.Files(workloads.Where(w => w.IsProgram).Select(w => w.Name)),
            .. workloads.SelectMany(w => WorkloadComponent.Of(w, workloads)),
            .. InstallationComponent.Files(workloads),
            .. exposed is null ? [] : IngressComponent.Files(exposed).Concat(GatewayComponent.Files(exposed)),
            .. EgressComponents.Files(workloads.Where(w => w.IsProgram)),
            .. workloads.Where(w => w.Resource is RedisResource).SelectMany(w => ManagedRedisComponent.Files(w, workloads)),
            .. environments.SelectMany(e => Overlay.Of(e, workloads)),
            .. SecretCatalogue.Files(workloads),
        ];
        return files;
    }

    /// <summary>Writes the files in the place of those that were generated before, when all are written; what people wrote beside them stays.</summary>
    /// <inheritdoc cref="Generate"/>
    /// <param name="folder">Folder of the files.</param>
    public static void Write(DistributedApplicationModel model, IReadOnlyList<KubernetesEnvironment> environments, string source, string folder)
    {
        using var stage = new StagedFolder(folder);
        foreach (var file in Generate(model, environments, source))
        {
            var path = Path.Combine(stage.Path, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }

        stage.ReplaceEntries();
    }

    private static IReadOnlyList<Workload> Workloads(DistributedApplicationModel model, string source) =>
    [
        .. model.Resources.Where(r => r is ProjectResource or ContainerResource).Select(resource => new Workload(
            resource,
            BaseWorkload.Read(source, resource.Name.ToLowerInvariant()),
            resource.Annotations.OfType<KubernetesAnnotation>().LastOrDefault()?.Facts
                ?? throw new DistributedApplicationException($"Kubernetes: of '{resource.Name}' nothing is said; Kubernetes(k => …) says what production needs."))),
    ];

    private static void Check(IReadOnlyList<KubernetesEnvironment> environments, IReadOnlyList<Workload> workloads)
    {
        if (workloads.Where(w => w.Facts.Ingress is not null).Skip(1).FirstOrDefault() is { } second)
        {
            throw second.Wrong("has an Ingress, and another resource too; one is where people come in");
        }

        foreach (var environment in environments)
        {
            if (Uri.CheckHostName(environment.HostName) != UriHostNameType.Dns)
            {
                throw new DistributedApplicationException($"Kubernetes: the environment '{environment.Name}' needs Host(…) with a DNS name; it has '{environment.HostName}'.");
            }

            if (environment.Overrides.Keys.FirstOrDefault(name => !workloads.Any(w => w.Resource.Name == name)) is { } unknown)
            {
                throw new DistributedApplicationException(
                    $"Kubernetes: the environment '{environment.Name}' speaks of '{unknown}', which is not deployed; deployed are {string.Join(", ", workloads.Select(w => w.Resource.Name))}.");
            }
        }
    }
}
