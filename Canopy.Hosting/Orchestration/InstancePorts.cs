using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Processes;

namespace Canopy.Hosting.Orchestration;

/// <summary>The ports that one copy of a resource listens on, behind its proxies.</summary>
internal static class InstancePorts
{
    /// <summary>Chooses them anew for each start, so that a port that somebody took in between does no harm.</summary>
    public static IReadOnlyDictionary<string, int> Choose(IResource resource, IReadOnlySet<string> proxied, int replicas)
    {
        Dictionary<string, int> ports = new(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            ports[endpoint.Name] =
                !proxied.Contains(endpoint.Name) ? endpoint.AllocatedEndpoint!.Port :
                resource is not ContainerResource && replicas == 1 && endpoint.TargetPort is { } wanted ? wanted :
                FreePorts.Next();
        }

        return ports;
    }
}
