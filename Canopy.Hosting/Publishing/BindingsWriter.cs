using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Publishing;

/// <summary>Writes the endpoints of a resource, under the key <c>bindings</c>.</summary>
internal sealed class BindingsWriter(Utf8JsonWriter json)
{
    private readonly PortAllocator _ports = new();

    public void Write(IResource resource)
    {
        if (!resource.TryGetEndpoints(out var endpoints))
        {
            return;
        }

        var defaults = DefaultEndpoints(resource);
        json.WriteStartObject("bindings");
        foreach (var endpoint in endpoints)
        {
            WriteOne(resource, endpoint, defaults.Contains(endpoint));
        }

        json.WriteEndObject();
    }

    private void WriteOne(IResource resource, EndpointAnnotation endpoint, bool isDefault)
    {
        json.WriteStartObject(endpoint.Name);
        json.WriteString("scheme", endpoint.UriScheme);
        json.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
        json.WriteString("transport", endpoint.Transport);

        var target = TargetPort(resource, endpoint, isDefault);
        if (ExposedPort(endpoint, target) is { } exposed)
        {
            _ports.MarkUsed(exposed);
            json.WriteNumber("port", exposed);
        }

        if (target is { } listening)
        {
            _ports.MarkUsed(listening);
            json.WriteNumber("targetPort", listening);
        }

        if (endpoint.IsExternal)
        {
            json.WriteBoolean("external", true);
        }

        json.WriteEndObject();
    }

    /// <summary>The port that the program listens on; null where that is left to the place it is deployed to.</summary>
    private int? TargetPort(IResource resource, EndpointAnnotation endpoint, bool isDefault) => endpoint.TargetPort
        ?? (resource is ContainerResource ? endpoint.Port : null)
        ?? (isDefault ? null : _ports.Allocate());

    /// <summary>The port that callers use; null where it is the target port, or the usual one of the scheme.</summary>
    private int? ExposedPort(EndpointAnnotation endpoint, int? target) =>
        endpoint.Port is { } port ? (port == target ? null : port) :
        target is not null || endpoint.UriScheme is "http" or "https" ? null :
        _ports.Allocate();

    /// <summary>The first http and the first https endpoint of a project: their ports are the cluster's business.</summary>
    private static EndpointAnnotation[] DefaultEndpoints(IResource resource) => resource is ProjectResource
        ? [.. resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.UriScheme is "http" or "https").DistinctBy(e => e.UriScheme)]
        : [];
}
