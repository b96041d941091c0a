using System.Text.Json.Nodes;
using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>Ports agree, from the route into the cluster down to the container and back up to who watches it.</summary>
internal static class PortRules
{
    public static IEnumerable<string> OfServicesAreThoseOfContainers(Deployed deployed)
    {
        foreach (var service in deployed.Of("Service"))
        {
            var pods = deployed.Workloads.Where(workload => LabelSelector.MatchesMap(service.Map("spec.selector"), workload.Labels)).ToList();
            foreach (var port in service.Items("spec.ports"))
            {
                var target = port.Text("targetPort") ?? port.Text("port");
                foreach (var workload in pods.Where(workload => workload.PortNumber(target) is null))
                    yield return $"{service}: port {port.Text("port")} goes to port '{target}', which no container of {workload} has";
            }
        }
    }

    public static IEnumerable<string> OfRoutesAreThoseOfServices(Deployed deployed)
    {
        foreach (var route in deployed.Objects.Where(item => item.Kind is "Ingress" or "HTTPRoute"))
        {
            foreach (var (name, port) in Backends(route))
            {
                var service = deployed.Find("Service", name);
                if (service is null)
                    yield return $"{route}: there is no Service '{name}'";
                else if (!service.Items("spec.ports").Any(candidate => port is not null && (candidate.Text("port") == port || (route.Kind == "Ingress" && candidate.Text("name") == port))))
                    yield return $"{route}: Service '{name}' has no port '{port}'";
            }
        }
    }

    /// <summary>Services that an Ingress or an HTTPRoute sends requests to, with the port's number or name.</summary>
    public static IEnumerable<(string? Service, string? Port)> Backends(KubeObject route) => route.Kind == "HTTPRoute"
        ? route.Items("spec.rules").SelectMany(rule => rule.Items("backendRefs")).Select(backend => (backend.Text("name"), backend.Text("port")))
        : route.Items("spec.rules").SelectMany(rule => rule.Items("http.paths")).Select(path => path.At("backend.service")).Append(route.At("spec.defaultBackend.service"))
            .Where(service => service is not null).Select(service => (service.Text("name"), service.Text("port.name") ?? service.Text("port.number")));

    public static IEnumerable<string> OfProbesAreThoseOfTheContainer(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads)
        {
            foreach (var container in workload.Containers)
            {
                foreach (var probe in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
                {
                    var port = container.Text($"{probe}.httpGet.port") ?? container.Text($"{probe}.tcpSocket.port") ?? container.Text($"{probe}.grpc.port");
                    if (port is not null && !container.Items("ports").Any(candidate => candidate.Text("name") == port || candidate.Text("containerPort") == port))
                        yield return $"{workload}: {probe} asks port '{port}', which container '{container.Text("name")}' has not";
                }
            }
        }
    }

    public static IEnumerable<string> OfScrapingAreThoseOfTheContainer(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads.Where(workload => workload.Annotations.GetValueOrDefault("prometheus.io/scrape") == "true"))
        {
            var port = workload.Annotations.GetValueOrDefault("prometheus.io/port");
            if (!int.TryParse(port, out _) || workload.PortNumber(port) is null)
                yield return $"{workload}: is scraped at port '{port}', which no container has";
        }
    }

    public static IEnumerable<string> OfNetworkPoliciesAreThoseOfContainers(Deployed deployed)
    {
        foreach (var policy in deployed.Of("NetworkPolicy"))
        {
            var selected = deployed.Workloads.Where(workload => LabelSelector.Matches(policy.At("spec.podSelector"), workload.Labels)).ToList();
            foreach (var port in policy.Items("spec.ingress").SelectMany(rule => rule.Items("ports")).Where(_ => selected.Count > 0))
            {
                if (selected.All(workload => !Lets(port, workload)))
                    yield return $"{policy}: lets in at port '{port.Text("port")}', which no container of {string.Join(", ", selected)} has";
            }
            foreach (var rule in policy.Items("spec.egress"))
            {
                var targets = rule.Items("to").Where(peer => peer.Has("podSelector") && !peer.Has("namespaceSelector"))
                    .SelectMany(peer => deployed.Workloads.Where(workload => LabelSelector.Matches(peer.At("podSelector"), workload.Labels)));
                foreach (var target in targets.Distinct().Where(target => rule.Items("ports").All(port => !Lets(port, target))))
                    yield return $"{policy}: lets out to {target} at ports that it has not";
            }
        }
    }

    private static bool Lets(JsonNode port, Workload workload) => port.Number("endPort") is { } end
        ? workload.Ports.Any(candidate => candidate.Number("containerPort") >= port.Number("port") && candidate.Number("containerPort") <= end)
        : workload.PortNumber(port.Text("port")) is not null;
}
