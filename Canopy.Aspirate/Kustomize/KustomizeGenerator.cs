using System.Text;
using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Values;

namespace Canopy.Aspirate.Kustomize;

/// <summary>Writes the tree that Aspirate 9.1.0 writes for a manifest: one folder for each workload, and a kustomization over all.</summary>
public static class KustomizeGenerator
{
    /// <summary>Makes the files; nothing is written.</summary>
    /// <exception cref="ManifestException">The manifest refers to something it does not have, or a parameter lacks a value.</exception>
    public static Output Generate(Manifest manifest, KustomizeOptions options)
    {
        List<string> warnings = [.. Skipped(manifest)];
        var parameters = new ParameterValues(manifest, options.Parameters, sealSecrets: !options.DisableSecrets, warnings);
        var builder = new WorkloadBuilder(manifest, options, new KubernetesValues(manifest, parameters, warnings), new SecretReferences(manifest), warnings);
        var workloads = manifest.Resources.Where(r => r.IsWorkload).Select(builder.Build).ToArray();
        parameters.ThrowIfMissing();
        if (workloads.GroupBy(w => w.Name).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            throw new ManifestException($"resources.{same.Key}", "two resources have this name in the cluster, where capitals do not count.");
        }

        List<OutputFile> files = [.. workloads.SelectMany(FilesOf)];
        List<string> parts = [.. workloads.Select(w => w.Name)];
        if (options.Namespace is { } name)
        {
            parts.Add("namespace.yaml");
            files.Add(new("namespace.yaml", $"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {Yaml.Scalar(name)}"));
        }

        if (options.IncludeDashboard)
        {
            parts.Add("dashboard.yaml");
            files.Add(new("dashboard.yaml", DashboardYaml.Text));
        }

        files.Add(new("kustomization.yaml", Kustomization(parts, options.Namespace)));
        return new(files, [.. warnings.Distinct()]);
    }

    private static IEnumerable<string> Skipped(Manifest manifest) => manifest.Resources
        .Where(r => r is { IsWorkload: false, Type: not "parameter.v0" and not "value.v0" })
        .Select(r => $"resources.{r.Name}: is skipped; its type {r.Type} has no place in the cluster.");

    private static IEnumerable<OutputFile> FilesOf(Workload workload)
    {
        yield return new($"{workload.Name}/{workload.FileName}", workload.IsStateful ? WorkloadYaml.StatefulSet(workload) : WorkloadYaml.Deployment(workload));
        if (workload.Ports.Count > 0)
        {
            yield return new($"{workload.Name}/service.yaml", WorkloadYaml.Service(workload));
        }

        foreach (var file in workload.Files)
        {
            yield return new($"{workload.Name}/{MountedFile.Folder}/{file.Key}", file.Text);
        }

        yield return new($"{workload.Name}/kustomization.yaml", WorkloadYaml.Kustomization(workload));
    }

    private static string Kustomization(IEnumerable<string> parts, string? space)
    {
        var text = new StringBuilder();
        if (space is not null)
        {
            text.Append($"namespace: {Yaml.Scalar(space)}\n\n");
        }

        text.Append("resources:\n");
        foreach (var part in parts)
        {
            text.Append($"- {Yaml.Scalar(part)}\n");
        }

        return text.Append("\ngeneratorOptions:\n  disableNameSuffixHash: true\n\n\n").ToString();
    }
}
