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
}
