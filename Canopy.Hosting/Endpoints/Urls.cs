using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Where a URL is shown.</summary>
    public enum UrlDisplayLocation
    {
        /// <summary>In the list of resources and in the details.</summary>
        SummaryAndDetails,

        /// <summary>In the details only.</summary>
        DetailsOnly,
    }

    /// <summary>A URL shown for a resource.</summary>
    public sealed class ResourceUrlAnnotation : IResourceAnnotation
    {
        /// <summary>The URL; a path alone is taken relative to the endpoint.</summary>
        public required string Url { get; set; }

        /// <summary>What to show instead of the URL.</summary>
        public string? DisplayText { get; set; }

        /// <summary>The endpoint it belongs to.</summary>
        public EndpointReference? Endpoint { get; init; }

        /// <summary>Where it is shown.</summary>
        public UrlDisplayLocation DisplayLocation { get; set; }
    }

    /// <summary>Changes the URL of an endpoint before it is shown.</summary>
    internal sealed record EndpointUrlAnnotation(string EndpointName, Action<ResourceUrlAnnotation> Change) : IResourceAnnotation;
}

namespace Aspire.Hosting
{
    public static partial class ResourceBuilderExtensions
    {
        /// <summary>Changes how the URL of an endpoint is shown.</summary>
        public static IResourceBuilder<T> WithUrlForEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
            where T : IResource => builder.WithAnnotation(new EndpointUrlAnnotation(endpointName, callback));

        /// <summary>Shows a further URL for the resource.</summary>
        public static IResourceBuilder<T> WithUrl<T>(this IResourceBuilder<T> builder, string url, string? displayText = null)
            where T : IResource => builder.WithAnnotation(new ResourceUrlAnnotation { Url = url, DisplayText = displayText });
    }
}
