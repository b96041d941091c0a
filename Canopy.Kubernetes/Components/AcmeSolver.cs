using Canopy.Kubernetes.Objects;
using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Components;

/// <summary>The pods by which cert-manager proves to the certificate authority that the host is ours.</summary>
internal static class AcmeSolver
{
    private const int Port = 8089;

    /// <summary>Lets the edge through to them.</summary>
    public static YamlMap Policy(YamlMap edge)
    {
        var policy = Metadata.Object("networking.k8s.io/v1", "NetworkPolicy", "acme-solver");
        policy["spec"] = new YamlMap
        {
            ["podSelector"] = new YamlMap { ["matchLabels"] = new YamlMap { ["acme.cert-manager.io/http01-solver"] = "true" } },
            ["policyTypes"] = new YamlList { "Ingress" },
            ["ingress"] = new YamlList
            {
                new YamlMap
                {
                    ["from"] = new YamlList { edge },
                    ["ports"] = new YamlList { new YamlMap { ["port"] = Port, ["protocol"] = "TCP" } },
                },
            },
        };
        return policy;
    }
}
