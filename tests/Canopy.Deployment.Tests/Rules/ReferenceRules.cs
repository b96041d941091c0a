using System.Text.Json.Nodes;
using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>What an object names is there: in the overlay, in the cluster's folder, or among the Secrets that an operator makes.</summary>
internal static class ReferenceRules
{
    public static IEnumerable<string> ToConfigMapsAreMet(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads)
        {
            var whole = workload.AllContainers.SelectMany(container => container.Items("envFrom")).Select(source => source.At("configMapRef"))
                .Concat(workload.Pod.Items("volumes").SelectMany(Sources).Select(source => source.At("configMap"))).Where(reference => reference is not null);
            foreach (var name in whole.Select(reference => reference.Text("name")).Where(name => deployed.Find("ConfigMap", name) is null))
                yield return $"{workload}: there is no ConfigMap '{name}'";
            foreach (var reference in Variables(workload).Select(variable => variable.At("valueFrom.configMapKeyRef")).OfType<JsonNode>())
            {
                if (deployed.Find("ConfigMap", reference.Text("name"))?.Map("data").ContainsKey(reference.Text("key") ?? string.Empty) is not true)
                    yield return $"{workload}: there is no ConfigMap '{reference.Text("name")}' with a key '{reference.Text("key")}'";
            }
        }
    }

    public static IEnumerable<string> ToSecretsAreMet(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads)
        {
            var whole = workload.AllContainers.SelectMany(container => container.Items("envFrom")).Select(source => source.Text("secretRef.name"))
                .Concat(workload.Pod.Items("volumes").SelectMany(Sources).Select(source => source.Text("secret.secretName") ?? source.Text("secret.name"))).OfType<string>();
            foreach (var name in whole.Where(name => !deployed.Secrets.ContainsKey(name)))
                yield return $"{workload}: Secret '{name}' is not in secrets.json";
            foreach (var reference in Variables(workload).Select(variable => variable.At("valueFrom.secretKeyRef")).OfType<JsonNode>())
            {
                var (name, key) = (reference.Text("name") ?? string.Empty, reference.Text("key") ?? string.Empty);
                if (!deployed.Secrets.TryGetValue(name, out var plan) || !plan.Keys.TryGetValue(key, out var required))
                    yield return $"{workload}: Secret '{name}' with key '{key}' is not in secrets.json";
                else if (!required && reference.Text("optional") != "true")
                    yield return $"{workload}: key '{key}' of Secret '{name}' may be absent, and the reference is not optional";
            }
        }
    }

    /// <summary>The other way round: every Secret that is planned reaches the workload that it is for.</summary>
    public static IEnumerable<string> OfSecretsReachTheirWorkload(Deployed deployed)
    {
        foreach (var plan in deployed.Secrets.Values)
        {
            var workload = deployed.Workloads.FirstOrDefault(candidate => $"{candidate.Object.Kind}/{candidate.Name}".Equals(plan.Workload, StringComparison.OrdinalIgnoreCase));
            if (workload is null)
            {
                yield return $"secrets.json: '{plan.Name}' is for '{plan.Workload}', which is not there";
                continue;
            }
            var all = workload.Containers.SelectMany(container => container.Items("envFrom")).Any(source => source.Text("secretRef.name") == plan.Name);
            var keys = Variables(workload).Select(variable => variable.At("valueFrom.secretKeyRef")).Where(reference => reference.Text("name") == plan.Name)
                .Select(reference => reference.Text("key"));
            foreach (var key in plan.Keys.Where(key => key.Value && !all && !keys.Contains(key.Key, StringComparer.Ordinal)).Select(key => key.Key))
                yield return $"{workload}: does not get key '{key}' of Secret '{plan.Name}'";
        }
    }

    /// <summary>A variable has one source; of two the reader would have to know which one wins.</summary>
    public static IEnumerable<string> OfVariablesAreUnambiguous(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads)
        {
            foreach (var container in workload.AllContainers)
            {
                var names = container.Items("env").Select(variable => variable.Text("name")).OfType<string>()
                    .Concat(container.Items("envFrom").SelectMany(source => KeysOf(source, deployed)));
                foreach (var name in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
                    yield return $"{workload}: container '{container.Text("name")}' gets '{name}' from two places";
            }
        }
    }

    public static IEnumerable<string> ToVolumesAreMet(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads)
        {
            var volumes = workload.Pod.Items("volumes").Concat(workload.Object.Items("spec.volumeClaimTemplates").Select(claim => claim.At("metadata")!))
                .Select(volume => volume.Text("name") ?? string.Empty).ToList();
            var mounts = workload.AllContainers.SelectMany(container => container.Items("volumeMounts")).Select(mount => mount.Text("name") ?? string.Empty).ToHashSet(StringComparer.Ordinal);
            foreach (var name in mounts.Where(name => !volumes.Contains(name, StringComparer.Ordinal)))
                yield return $"{workload}: mounts volume '{name}', which is not there";
            foreach (var name in volumes.Where(name => !mounts.Contains(name)))
                yield return $"{workload}: volume '{name}' is mounted nowhere";
            foreach (var name in workload.Pod.Items("volumes").Select(volume => volume.Text("persistentVolumeClaim.claimName")).OfType<string>().Where(name => deployed.Find("PersistentVolumeClaim", name) is null))
                yield return $"{workload}: there is no PersistentVolumeClaim '{name}'";
        }
    }

    public static IEnumerable<string> ToServicesOfStatefulSetsAreMet(Deployed deployed) => deployed.Of("StatefulSet")
        .Where(set => deployed.Find("Service", set.Text("spec.serviceName"))?.Text("spec.clusterIP") != "None")
        .Select(set => $"{set}: serviceName '{set.Text("spec.serviceName")}' is no headless Service");

    public static IEnumerable<string> ToStorageClassesAreMet(Deployed deployed)
    {
        var claims = deployed.Of("StatefulSet").SelectMany(set => set.Items("spec.volumeClaimTemplates").Select(claim => (Owner: set, Claim: claim)))
            .Concat(deployed.Of("PersistentVolumeClaim").Select(claim => (Owner: claim, Claim: (JsonNode)claim.Node)));
        foreach (var (owner, claim) in claims)
        {
            var name = claim.Text("spec.storageClassName");
            if (!deployed.Cluster.Any(item => item.Kind == "StorageClass" && item.Name == name))
                yield return $"{owner}: StorageClass '{name}' is not in the cluster's folder";
        }
    }

    public static IEnumerable<string> ToIssuersAreMet(Deployed deployed)
    {
        foreach (var item in deployed.Objects)
        {
            var name = item.Annotations.GetValueOrDefault("cert-manager.io/cluster-issuer") ?? (item.Text("spec.issuerRef.kind") == "ClusterIssuer" ? item.Text("spec.issuerRef.name") : null);
            if (name is not null && !deployed.Cluster.Any(candidate => candidate.Kind == "ClusterIssuer" && candidate.Name == name))
                yield return $"{item}: ClusterIssuer '{name}' is not in the cluster's folder";
        }
    }

    private static IEnumerable<JsonNode> Variables(Workload workload) => workload.AllContainers.SelectMany(container => container.Items("env"));

    /// <summary>A volume, or the parts of a projected one.</summary>
    private static IEnumerable<JsonNode> Sources(JsonNode volume) => volume.Has("projected") ? volume.Items("projected.sources") : [volume];

    private static IEnumerable<string> KeysOf(JsonNode source, Deployed deployed)
    {
        var prefix = source.Text("prefix") ?? string.Empty;
        var keys = source.Text("secretRef.name") is { } secret
            ? deployed.Secrets.GetValueOrDefault(secret)?.Keys.Keys ?? []
            : deployed.Find("ConfigMap", source.Text("configMapRef.name"))?.Map("data").Keys ?? [];
        return keys.Select(key => prefix + key);
    }
}
