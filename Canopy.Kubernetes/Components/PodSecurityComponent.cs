using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Components;

/// <summary>components/pod-security: what the Pod Security Standard "restricted" asks of every pod, and a read-only root.</summary>
internal static class PodSecurityComponent
{
    public static IEnumerable<DeployFile> Files() => Kustomization
        .Component("pod-security", "Every pod: the Pod Security Standard 'restricted', a read-only root, and no access to the cluster's API.\nhttps://kubernetes.io/docs/concepts/security/pod-security-standards/")
        .Patch("Deployment|StatefulSet", names: null, "pods", new YamlList
        {
            JsonPatch.Add("/spec/template/spec/automountServiceAccountToken", false),
            JsonPatch.Add("/spec/template/spec/securityContext", new YamlMap
            {
                ["runAsNonRoot"] = true,
                ["runAsUser"] = Conventions.User,
                ["runAsGroup"] = Conventions.User,
                ["fsGroup"] = Conventions.User,
                ["seccompProfile"] = new YamlMap { ["type"] = "RuntimeDefault" },
            }),
            JsonPatch.Add("/spec/template/spec/containers/0/securityContext", new YamlMap
            {
                ["allowPrivilegeEscalation"] = false,
                ["capabilities"] = new YamlMap { ["drop"] = new YamlList { "ALL" } },
                ["readOnlyRootFilesystem"] = true,
                ["runAsNonRoot"] = true,
                ["runAsUser"] = Conventions.User,
                ["seccompProfile"] = new YamlMap { ["type"] = "RuntimeDefault" },
            }),
        })
        .Files;
}
