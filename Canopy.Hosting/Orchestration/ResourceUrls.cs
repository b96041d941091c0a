using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Orchestration;

/// <summary>The URLs shown for a resource.</summary>
internal static class ResourceUrls
{
    public static ImmutableArray<UrlSnapshot> Of(IResource resource)
    {
        var urls = ImmutableArray.CreateBuilder<UrlSnapshot>();
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.AllocatedEndpoint is not null))
        {
            var url = new ResourceUrlAnnotation { Url = endpoint.AllocatedEndpoint!.UriString };
            foreach (var change in resource.Annotations.OfType<EndpointUrlAnnotation>().Where(c => c.EndpointName == endpoint.Name))
            {
                change.Change(url);
            }

            // A path alone is meant relative to the endpoint.
            var full = url.Url.StartsWith('/') ? endpoint.AllocatedEndpoint.UriString + url.Url : url.Url;
            urls.Add(new UrlSnapshot(endpoint.Name, full, IsInternal: url.DisplayLocation == UrlDisplayLocation.DetailsOnly));
        }

        foreach (var url in resource.Annotations.OfType<ResourceUrlAnnotation>())
        {
            urls.Add(new UrlSnapshot(url.DisplayText, url.Url, IsInternal: false));
        }

        return urls.ToImmutable();
    }
}
