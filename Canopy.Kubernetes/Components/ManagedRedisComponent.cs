
namespace Canopy.Kubernetes.Components;

/// <summary>components/managed-redis: somebody else runs Redis.</summary>
internal static class ManagedRedisComponent
{
    public const string Name = "managed-redis";

    public static IEnumerable<DeployFile> Files(Workload cache, IReadOnlyList<Workload> all)
    {
        var callers = all.Where(w => w.Calls.Contains(cache.Name, StringComparer.Ordinal)).ToArray();
        return Kustomization
            .Component(
                Name,
                $"Somebody else runs Redis, and nothing of {cache.Name} is deployed. Its address is redis in the overlay's variables.yaml; its password is in\nthe Secrets as before.")
            .Uses("network-policy.yaml")
            .Text("network-policy.yaml", Policy.Replace("CALLERS", string.Join(", ", callers.Select(c => c.Name)), StringComparison.Ordinal))
            .Without(
                [cache.Base.Kind, "Service", "ServiceAccount", "ConfigMap", "PodDisruptionBudget", "NetworkPolicy"],
                [cache.Name, Conventions.HeadlessName(cache.Name), Conventions.ConfigName(cache.Name)])
            .Replace(Variables.Redis, [.. callers.Select(w => Variables.Target("ConfigMap", Conventions.ConfigName(w.Name), $"data.ConnectionStrings__{cache.Name}"))])
            .Files;
    }

    private const string Policy = """
        # Redis' usual ports, with and without TLS, outside of the cluster's pods; narrow the block to the store's own network.
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: managed-redis
        spec:
          podSelector:
            matchExpressions:
            - key: app
              operator: In
              values: [CALLERS]
          policyTypes:
          - Egress
          egress:
          - to:
            - ipBlock:
                cidr: 0.0.0.0/0
                except: [169.254.0.0/16]
            ports:
            - port: 6379
              protocol: TCP
            - port: 6380
              protocol: TCP

        """;
}
