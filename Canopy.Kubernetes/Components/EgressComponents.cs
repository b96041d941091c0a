namespace Canopy.Kubernetes.Components;

/// <summary>components/external-https: pods may call https servers outside of the cluster.</summary>
internal static class EgressComponents
{
    public const string ExternalHttps = "external-https";

    public static IEnumerable<DeployFile> Files(IEnumerable<Workload> programs) => Kustomization
        .Component(ExternalHttps, "Pods may call https servers anywhere outside: for notification webhooks, an external store, or experiments.")
        .Uses("network-policy.yaml")
        .Text("network-policy.yaml", Policy.Replace("PROGRAMS", string.Join(", ", programs.Select(p => p.Name)), StringComparison.Ordinal))
        .Files;

    private const string Policy = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: external-https
        spec:
          podSelector:
            matchExpressions:
            - key: app
              operator: In
              values: [PROGRAMS]
          policyTypes:
          - Egress
          egress:
          - to:
            # Not the cluster's own networks, and not the cloud's metadata service, which hands out credentials.
            - ipBlock:
                cidr: 0.0.0.0/0
                except: [10.0.0.0/8, 100.64.0.0/10, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16]
            ports:
            - port: 443
              protocol: TCP

        """;
}
