using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Health;

namespace Aspire.Hosting;

/// <summary>Something outside the application that it uses.</summary>
public sealed class ExternalServiceResource : Resource
{
    public ExternalServiceResource(string name, Uri uri)
        : base(name)
    {
        if (!uri.IsAbsoluteUri || uri.AbsolutePath != "/" || uri.Fragment.Length > 0)
        {
            throw new ArgumentException("The URL of an external service must be absolute, with no path and no fragment.", nameof(uri));
        }

        Uri = uri;
    }

    public ExternalServiceResource(string name, ParameterResource urlParameter)
        : base(name) => UrlParameter = urlParameter;

    /// <summary>Where it is, when that is known in the AppHost.</summary>
    public Uri? Uri { get; }

    /// <summary>The parameter that tells where it is.</summary>
    public ParameterResource? UrlParameter { get; }

    internal async ValueTask<Uri> GetUriAsync(CancellationToken cancellationToken) =>
        Uri ?? new Uri((await UrlParameter!.GetValueAsync(cancellationToken))!, UriKind.Absolute);
}

/// <summary>Adding external services.</summary>
public static class ExternalServiceBuilderExtensions
{
    /// <summary>Adds something outside the application, by its URL.</summary>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, string url) =>
        builder.AddExternalService(name, new Uri(url, UriKind.Absolute));

    /// <inheritdoc cref="AddExternalService(IDistributedApplicationBuilder, string, string)"/>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, Uri uri) =>
        builder.AddResource(new ExternalServiceResource(name, uri)).ExcludeFromManifest();

    /// <summary>Adds something outside the application; a parameter tells its URL.</summary>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> urlParameter) =>
        builder.AddResource(new ExternalServiceResource(name, urlParameter.Resource)).ExcludeFromManifest();

    /// <summary>Asks it over HTTP how it is.</summary>
    public static IResourceBuilder<ExternalServiceResource> WithHttpHealthCheck(this IResourceBuilder<ExternalServiceResource> builder, string? path = null, int? statusCode = null)
    {
        var resource = builder.Resource;
        return builder.WithCheck(
            $"{resource.Name}_external_{path}_{statusCode ?? 200}_check",
            async (_, cancellationToken) => await HttpHealth.CheckAsync(new Uri(await resource.GetUriAsync(cancellationToken), path ?? "/"), statusCode ?? 200, cancellationToken));
    }
}

public static partial class ResourceBuilderExtensions
{
    /// <summary>Tells the resource where something outside the application is.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<ExternalServiceResource> externalService)
        where TDestination : IResourceWithEnvironment
    {
        builder.WithReferenceRelationship(externalService.Resource);
        return builder.WithEnvironment(async context =>
        {
            if (context.ExecutionContext.IsPublishMode && externalService.Resource.UrlParameter is { } later)
            {
                // Nobody has been asked for the URL yet, so its scheme is not known.
                AddUrl(builder.Resource, context, externalService.Resource.Name, "default", later);
                return;
            }

            var uri = await externalService.Resource.GetUriAsync(context.CancellationToken);
            AddUrl(builder.Resource, context, externalService.Resource.Name, uri.Scheme, uri.ToString());
        });
    }
}
