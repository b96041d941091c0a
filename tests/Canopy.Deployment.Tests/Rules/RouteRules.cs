using System.Text.Json.Nodes;
using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>Every host that is served has its certificate, and no certificate is for another.</summary>
internal static class RouteRules
{
    public static IEnumerable<string> TlsHostsAreTheRules(Deployed deployed)
    {
        foreach (var ingress in deployed.Of("Ingress"))
        {
            var served = ingress.Items("spec.rules").Select(rule => rule.Text("host") ?? string.Empty).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            var secured = ingress.Items("spec.tls").SelectMany(tls => tls.Texts("hosts")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            if (!served.SequenceEqual(secured, StringComparer.Ordinal))
                yield return $"{ingress}: serves {string.Join(", ", served)} and has certificates for {string.Join(", ", secured)}";
            if (ingress.Items("spec.tls").Any(tls => string.IsNullOrEmpty(tls.Text("secretName"))))
                yield return $"{ingress}: a certificate has no Secret to be kept in";
        }
    }

    public static IEnumerable<string> RoutesHaveAListener(Deployed deployed)
    {
        foreach (var route in deployed.Of("HTTPRoute"))
        {
            foreach (var parent in route.Items("spec.parentRefs"))
            {
                var listeners = deployed.Find("Gateway", parent.Text("name"))?.Items("spec.listeners")
                    .Where(listener => parent.Text("sectionName") is not { } section || listener.Text("name") == section).ToList() ?? [];
                if (listeners.Count == 0)
                    yield return $"{route}: there is no Gateway '{parent.Text("name")}' with a listener '{parent.Text("sectionName")}'";
                else if (route.Node.Texts("spec.hostnames").Any(host => listeners.All(listener => listener.Text("hostname") is { } name && name != host)))
                    yield return $"{route}: no listener of {parent.Text("name")} takes its host names";
            }
        }
        foreach (var gateway in deployed.Of("Gateway"))
        {
            foreach (var listener in gateway.Items("spec.listeners").Where(listener => listener.Text("protocol") == "HTTPS" && !listener.Items("tls.certificateRefs").Any()))
                yield return $"{gateway}: listener '{listener.Text("name")}' has no certificate";
        }
    }

    /// <summary>The solver that cert-manager takes for a host leads through the door that the environment has.</summary>
    public static IEnumerable<string> CertificatesCanBeIssued(Deployed deployed)
    {
        foreach (var door in deployed.Objects.Where(item => item.Kind is "Ingress" or "Gateway"))
        {
            var (kind, name) = door.Annotations.TryGetValue("cert-manager.io/issuer", out var own) ? ("Issuer", own) : ("ClusterIssuer", door.Annotations.GetValueOrDefault("cert-manager.io/cluster-issuer"));
            var issuer = deployed.Objects.Concat(deployed.Cluster).FirstOrDefault(item => item.Kind == kind && item.Name == name);
            foreach (var host in NameRules.Hosts(door).Distinct(StringComparer.Ordinal))
            {
                if (!Leads(Solver(issuer, host), door, deployed))
                    yield return $"{door}: {kind} '{name}' has no solver for '{host}' that leads through it";
            }
        }
    }

    /// <summary>The most specific solver: one for the name, one for its zone, one for all.</summary>
    private static JsonNode? Solver(KubeObject? issuer, string host)
    {
        var solvers = issuer?.Items("spec.acme.solvers").ToList() ?? [];
        return solvers.Find(solver => solver.Texts("selector.dnsNames").Contains(host, StringComparer.Ordinal))
            ?? solvers.Find(solver => solver.Texts("selector.dnsZones").Any(zone => host.EndsWith(zone, StringComparison.Ordinal)))
            ?? solvers.Find(solver => !solver.Has("selector"));
    }

    private static bool Leads(JsonNode? solver, KubeObject door, Deployed deployed) => solver.Has("dns01") || (door.Kind == "Ingress"
        ? (solver.Text("http01.ingress.ingressClassName") ?? solver.Text("http01.ingress.class")) == door.Text("spec.ingressClassName")
        : solver.Items("http01.gatewayHTTPRoute.parentRefs").Any(parent => parent.Text("name") == door.Name && (parent.Text("namespace") ?? deployed.Namespace) == deployed.Namespace));
}
