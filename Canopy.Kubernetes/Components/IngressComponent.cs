using Canopy.Kubernetes.Objects;
using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Components;

/// <summary>components/ingress-nginx: people come in through an Ingress of ingress-nginx.</summary>
internal static class IngressComponent
{
    public const string Name = "ingress-nginx";

    public static IEnumerable<DeployFile> Files(Workload workload) => Kustomization
        .Component(Name, $"People come to {workload.Name} through an Ingress of ingress-nginx, with a certificate from cert-manager.\nIts equal is ../gateway; an overlay has one of the two. The host comes from the overlay's variables.yaml.")
        .Resource(Ingress(workload))
        .Resources(
            "network-policy", null,
            NetworkPolicies.From($"{workload.Name}-from-{Name}", workload, NetworkPolicies.Namespace(Conventions.IngressNamespace)),
            AcmeSolver.Policy(NetworkPolicies.Namespace(Conventions.IngressNamespace)))
        .Replace(
            Variables.Host,
            Variables.Target("Ingress", workload.Name, "spec.rules.0.host", "spec.tls.0.hosts.0"),
            Variables.UrlTarget("Ingress", workload.Name, "metadata.annotations.[nginx.ingress.kubernetes.io/cors-allow-origin]"))
        .Replace(Variables.Issuer, Variables.Target("Ingress", workload.Name, "metadata.annotations.[cert-manager.io/cluster-issuer]"))
        .Files;

    private static YamlMap Ingress(Workload workload)
    {
        var ingress = Metadata.Object("networking.k8s.io/v1", "Ingress", workload.Name);
        ingress.Map("metadata")["annotations"] = Annotations(workload.Name, workload.Facts.Ingress!);
        ingress["spec"] = new YamlMap
        {
            ["ingressClassName"] = "nginx",
            ["tls"] = new YamlList { new YamlMap { ["hosts"] = new YamlList { Placeholder }, ["secretName"] = $"{workload.Name}-tls" } },
            ["rules"] = new YamlList
            {
                new YamlMap
                {
                    ["host"] = Placeholder,
                    ["http"] = new YamlMap
                    {
                        ["paths"] = new YamlList
                        {
                            new YamlMap
                            {
                                ["path"] = "/",
                                ["pathType"] = "Prefix",
                                ["backend"] = new YamlMap
                                {
                                    ["service"] = new YamlMap { ["name"] = workload.Name, ["port"] = Metadata.Named("http") },
                                },
                            },
                        },
                    },
                },
            },
        };
        return ingress;
    }

    public const string Placeholder = "host.invalid";

    private static YamlMap Annotations(string service, IngressFacts facts)
    {
        const string nginx = "nginx.ingress.kubernetes.io/";
        return new YamlMap
        {
            ["cert-manager.io/cluster-issuer"] = "from-variables",
            [$"{nginx}ssl-redirect"] = "true",
            [$"{nginx}proxy-http-version"] = "1.1",
            [$"{nginx}proxy-read-timeout"] = new Noted("A socket that is silent for so many seconds is cut; the programs speak every 30.", $"{facts.Timeout}"),
            [$"{nginx}proxy-send-timeout"] = $"{facts.Timeout}",
            [$"{nginx}websocket-services"] = service,
            [$"{nginx}affinity"] = new Noted("A viewer stays with one pod, as long as it is there.", "cookie"),
            [$"{nginx}affinity-mode"] = "balanced",
            [$"{nginx}session-cookie-name"] = "canopy-route",
            [$"{nginx}session-cookie-max-age"] = "86400",
            [$"{nginx}session-cookie-samesite"] = "Strict",
            [$"{nginx}session-cookie-secure"] = "true",
            [$"{nginx}proxy-next-upstream"] = new Noted("A pod that is about to stop answers a new socket with 503: another one then takes it.", "error timeout http_503"),
            [$"{nginx}limit-rps"] = new Noted("Requests a second from one address.", $"{facts.RequestsPerSecond}"),
            [$"{nginx}proxy-body-size"] = facts.BodySize,
            [$"{nginx}enable-cors"] = new Noted("Pages of this host alone. Security headers are the program's own.", "true"),
            [$"{nginx}cors-allow-origin"] = $"https://{Placeholder}",
            [$"{nginx}cors-allow-credentials"] = "true",
        };
    }
}
