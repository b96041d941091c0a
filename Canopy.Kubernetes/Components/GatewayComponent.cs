using Canopy.Kubernetes.Objects;
using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Components;

/// <summary>components/gateway: people come in through the Gateway API.</summary>
/// <remarks>Its API has no rate limit and no cookie affinity in its standard channel: the Service keeps clients with their pods by address.</remarks>
internal static class GatewayComponent
{
    public const string Name = "gateway";

    private const string Api = "gateway.networking.k8s.io/v1";

    public static IEnumerable<DeployFile> Files(Workload workload) => Kustomization
        .Component(Name, $"People come to {workload.Name} through the Gateway API, with a certificate from cert-manager. Its equal is ../ingress-nginx; an overlay has one of the two.\nHost, class and the namespace of the gateway's pods come from the overlay's variables.yaml.")
        .Resource(Gateway(workload))
        .Resources("http-route", null, Route(workload), Redirect(workload))
        .Resources(
            "network-policy", null,
            NetworkPolicies.From($"{workload.Name}-from-{Name}", workload, NetworkPolicies.Namespace(IngressComponent.Placeholder)),
            AcmeSolver.Policy(NetworkPolicies.Namespace(IngressComponent.Placeholder)))
        .Replace(
            Variables.Host,
            Variables.Target("Gateway", workload.Name, "spec.listeners.*.hostname"),
            Variables.Target("HTTPRoute", workload.Name, "spec.hostnames.0"),
            Variables.Target("HTTPRoute", $"{workload.Name}-to-https", "spec.hostnames.0"))
        .Replace(Variables.Issuer, Variables.Target("Gateway", workload.Name, "metadata.annotations.[cert-manager.io/cluster-issuer]"))
        .Replace(Variables.GatewayClass, Variables.Target("Gateway", workload.Name, "spec.gatewayClassName"))
        .Replace(
            Variables.GatewayNamespace,
            Variables.Target("NetworkPolicy", $"{workload.Name}-from-{Name}", NamespaceField),
            Variables.Target("NetworkPolicy", "acme-solver", NamespaceField))
        .Files;

    private const string NamespaceField = "spec.ingress.0.from.0.namespaceSelector.matchLabels.[kubernetes.io/metadata.name]";

    private static YamlMap Gateway(Workload workload)
    {
        var gateway = Metadata.Object(Api, "Gateway", workload.Name);
        gateway.Map("metadata")["annotations"] = new YamlMap { ["cert-manager.io/cluster-issuer"] = "from-variables" };
        gateway["spec"] = new YamlMap
        {
            ["gatewayClassName"] = "from-variables",
            ["listeners"] = new YamlList
            {
                new YamlMap { ["name"] = "http", ["port"] = 80, ["protocol"] = "HTTP", ["hostname"] = IngressComponent.Placeholder },
                new YamlMap
                {
                    ["name"] = "https",
                    ["port"] = 443,
                    ["protocol"] = "HTTPS",
                    ["hostname"] = IngressComponent.Placeholder,
                    ["tls"] = new YamlMap { ["mode"] = "Terminate", ["certificateRefs"] = new YamlList { Metadata.Named($"{workload.Name}-tls") } },
                },
            },
        };
        return gateway;
    }

    private static YamlMap Route(Workload workload) => HttpRoute(workload.Name, workload.Name, "https", new YamlMap
    {
        ["timeouts"] = Timeouts($"{workload.Facts.Ingress!.Timeout}s"),
        ["backendRefs"] = new YamlList { new YamlMap { ["name"] = workload.Name, ["port"] = workload.Port("http").Number } },
    });

    private static YamlMap Timeouts(string time) => new() { ["request"] = time, ["backendRequest"] = time };

    private static YamlMap Redirect(Workload workload) => HttpRoute($"{workload.Name}-to-https", workload.Name, "http", new YamlMap
    {
        ["filters"] = new YamlList
        {
            new YamlMap { ["type"] = "RequestRedirect", ["requestRedirect"] = new YamlMap { ["scheme"] = "https", ["statusCode"] = 301 } },
        },
    });

    private static YamlMap HttpRoute(string name, string gateway, string listener, YamlMap rule)
    {
        var route = Metadata.Object(Api, "HTTPRoute", name);
        route["spec"] = new YamlMap
        {
            ["parentRefs"] = new YamlList { new YamlMap { ["name"] = gateway, ["sectionName"] = listener } },
            ["hostnames"] = new YamlList { IngressComponent.Placeholder },
            ["rules"] = new YamlList { rule },
        };
        return route;
    }
}
