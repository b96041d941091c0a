using System.Text.Json.Nodes;
using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>What every container must say.</summary>
internal static class ContainerRules
{
    public static IEnumerable<string> HaveProbes(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads.Where(workload => workload.IsService))
        {
            foreach (var container in workload.Containers)
            {
                foreach (var probe in new[] { "livenessProbe", "readinessProbe" }.Where(probe => !container.Has(probe)))
                    yield return $"{workload}: container '{container.Text("name")}' has no {probe}";
                foreach (var probe in new[] { "livenessProbe", "startupProbe" }.Where(probe => container.Number($"{probe}.successThreshold") > 1))
                    yield return $"{workload}: successThreshold of a {probe} can only be 1";
            }
        }
    }

    public static IEnumerable<string> HaveResources(Deployed deployed)
    {
        foreach (var (owner, container) in Containers(deployed))
        {
            foreach (var resource in new[] { "cpu", "memory" })
            {
                var (request, limit) = (container.Text($"resources.requests.{resource}"), container.Text($"resources.limits.{resource}"));
                if (request is null || limit is null)
                    yield return $"{owner}: container '{container.Text("name")}' has no {(request is null ? "request" : "limit")} of {resource}";
                else if (Quantity.Parse(limit) < Quantity.Parse(request))
                    yield return $"{owner}: container '{container.Text("name")}' requests {request} of {resource}, more than its limit {limit}";
            }
        }
    }

    public static IEnumerable<string> HaveImagesThatDoNotChange(Deployed deployed)
    {
        foreach (var (owner, container) in Containers(deployed))
        {
            var image = container.Text("image") ?? string.Empty;
            var name = image.Split('@')[0];
            var tag = name.LastIndexOf(':') is var colon && colon > name.LastIndexOf('/') ? name[(colon + 1)..] : null;
            if (!image.Contains("@sha256:", StringComparison.Ordinal) && (tag is null || (tag == "latest" && deployed.Name is "prod" or "staging")))
                yield return $"{owner}: image '{image}' {(tag is null ? "has neither tag nor digest" : "is another one tomorrow")}";
        }
    }

    private static IEnumerable<(Workload Owner, JsonNode Container)> Containers(Deployed deployed) =>
        deployed.Workloads.SelectMany(workload => workload.AllContainers.Select(container => (workload, container)));
}
