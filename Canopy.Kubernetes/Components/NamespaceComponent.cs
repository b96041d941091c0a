namespace Canopy.Kubernetes.Components;

/// <summary>components/namespace: what every namespace of ours has, whatever runs in it.</summary>
internal static class NamespaceComponent
{
    public static IEnumerable<DeployFile> Files() => Kustomization
        .Component("namespace", "What the namespace itself has: the security standard of its pods, who may talk, how much a pod gets, who may deploy.")
        .Uses("default-deny.yaml", "dns.yaml", "limit-range.yaml", "deployer.yaml", "secret-keeper.yaml")
        .InlinePatch("Namespace", null, new Yaml.YamlMap
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new Yaml.YamlMap
            {
                ["name"] = "any",
                ["labels"] = new Yaml.YamlMap
                {
                    ["pod-security.kubernetes.io/enforce"] = "restricted",
                    ["pod-security.kubernetes.io/enforce-version"] = "latest",
                    ["pod-security.kubernetes.io/warn"] = "restricted",
                    ["pod-security.kubernetes.io/audit"] = "restricted",
                },
            },
        })
        .Text("default-deny.yaml", DefaultDeny)
        .Text("dns.yaml", Dns)
        .Text("limit-range.yaml", LimitRange)
        .Text("deployer.yaml", Deployer)
        .Text("secret-keeper.yaml", SecretKeeper)
        .Files;

    private const string DefaultDeny = """
        # Nobody talks to anybody, until another policy says so. (Probes come from the node, which policies let through.)
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: default-deny
        spec:
          podSelector: {}
          policyTypes:
          - Ingress
          - Egress

        """;

    private const string Dns = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: dns
        spec:
          podSelector: {}
          policyTypes:
          - Egress
          egress:
          - to:
            - namespaceSelector:
                matchLabels:
                  kubernetes.io/metadata.name: kube-system
            ports:
            - port: 53
              protocol: UDP
            - port: 53
              protocol: TCP

        """;

    private const string LimitRange = """
        # For containers that say nothing, such as those that cert-manager starts; and a bound for those that say too much.
        apiVersion: v1
        kind: LimitRange
        metadata:
          name: containers
        spec:
          limits:
          - type: Container
            defaultRequest:
              cpu: 100m
              memory: 128Mi
            default:
              cpu: 500m
              memory: 512Mi
            max:
              cpu: "4"
              memory: 4Gi

        """;

    private const string Deployer = """
        # For a pipeline or a person that brings out new versions. Roles, quotas and the namespace itself are an administrator's.
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata:
          name: deployer
        rules:
        - apiGroups: [apps]
          resources: [deployments, statefulsets]
          verbs: [get, list, watch, create, update, patch]
        - apiGroups: [apps]
          resources: [replicasets, controllerrevisions]
          verbs: [get, list, watch]
        - apiGroups: [""]
          resources: [configmaps, services, serviceaccounts]
          verbs: [get, list, watch, create, update, patch]
        - apiGroups: [autoscaling]
          resources: [horizontalpodautoscalers]
          verbs: [get, list, watch, create, update, patch]
        - apiGroups: [policy]
          resources: [poddisruptionbudgets]
          verbs: [get, list, watch, create, update, patch]
        - apiGroups: [networking.k8s.io]
          resources: [ingresses, networkpolicies]
          verbs: [get, list, watch, create, update, patch]
        - apiGroups: [gateway.networking.k8s.io]
          resources: [gateways, httproutes]
          verbs: [get, list, watch, create, update, patch]
        - apiGroups: [""]
          resources: [pods, pods/log, events, endpoints, persistentvolumeclaims, limitranges, resourcequotas, namespaces]
          verbs: [get, list, watch]
        - apiGroups: [rbac.authorization.k8s.io]
          resources: [roles, rolebindings]
          verbs: [get]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata:
          name: deployer
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: Role
          name: deployer
        subjects:
        - apiGroup: rbac.authorization.k8s.io
          kind: Group
          name: canopy-deployers

        """;

    private const string SecretKeeper = """
        # For whoever makes and rotates secrets: `canopy secrets`. Rotating restarts programs, asks them whether they are ready, and tells
        # Redis a second password.
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata:
          name: secret-keeper
        rules:
        - apiGroups: [""]
          resources: [secrets]
          verbs: [get, list, create, update, patch, delete]
        - apiGroups: [apps]
          resources: [deployments, statefulsets]
          verbs: [get, list, watch, patch]
        - apiGroups: [apps]
          resources: [replicasets]
          verbs: [get, list, watch]
        - apiGroups: [""]
          resources: [pods]
          verbs: [get, list, watch]
        - apiGroups: [""]
          resources: [pods/proxy]
          verbs: [get]
        # Where a network policy keeps the API server's proxy out.
        - apiGroups: [""]
          resources: [pods/portforward]
          verbs: [get, create]
        - apiGroups: [""]
          resources: [pods/exec]
          verbs: [get, create]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata:
          name: secret-keeper
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: Role
          name: secret-keeper
        subjects:
        - apiGroup: rbac.authorization.k8s.io
          kind: Group
          name: canopy-secret-keepers

        """;
}
