using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Orchestration;

/// <summary>Where one copy of a resource listens, for those who want that copy and no other.</summary>
internal sealed class InstanceAddresses(IResource resource, IReadOnlyDictionary<string, int> ports)
{
    /// <summary>The addresses that callers use, for whoever does not care which copy answers.</summary>
    public static InstanceAddresses Public(IResource resource) => new(resource, new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase));

    public Uri Of(EndpointReference endpoint) =>
        ReferenceEquals(endpoint.Resource, resource) && ports.TryGetValue(endpoint.EndpointName, out var port)
            ? new Uri($"{endpoint.Scheme}://localhost:{port}")
            : new Uri(endpoint.Url);
}

/// <summary>A value computed for one copy of a resource, which has ports and an identity of its own.</summary>
internal sealed class InstanceValueContext(IResource resource, string instanceId, IReadOnlyDictionary<string, int> ports) : ValueProviderContext
{
    public string InstanceId { get; } = instanceId;

    public int? TargetPort(EndpointReference endpoint) =>
        ReferenceEquals(endpoint.Resource, resource) && ports.TryGetValue(endpoint.EndpointName, out var port) ? port : null;
}

/// <summary>A value that differs between the copies of a resource.</summary>
internal sealed class InstanceValue(Func<InstanceValueContext, string> value) : IValueProvider, IManifestExpressionProvider
{
    public string ValueExpression => throw new NotSupportedException("A value of one copy of a resource has no place in a manifest.");

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new((string?)null);

    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        new(context is InstanceValueContext instance ? value(instance) : null);
}
