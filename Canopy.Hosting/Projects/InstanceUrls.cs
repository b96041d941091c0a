using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.ProjectModel;

/// <summary>The URLs that one copy of a project listens on.</summary>
internal sealed class InstanceUrls(IReadOnlyList<EndpointReference> endpoints) : IValueProvider
{
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default)
    {
        List<string> urls = [];
        foreach (var endpoint in endpoints)
        {
            var port = await endpoint.Property(EndpointProperty.TargetPort).GetValueAsync(context, cancellationToken);
            urls.Add($"{endpoint.Scheme}://{endpoint.EndpointAnnotation.TargetHost}:{port}");
        }

        return string.Join(';', urls);
    }
}
