using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Tells the resource how to reach a store: <c>ConnectionStrings__name</c> and the parts of it.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        var resource = source.Resource;
        connectionName ??= resource.Name;
        builder.WithReferenceRelationship(resource);
        return builder.WithEnvironment(context =>
        {
            if (builder.Resource.Injects(ReferenceEnvironmentInjectionFlags.ConnectionString))
            {
                var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName}";
                context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional);
            }

            if (builder.Resource.Injects(ReferenceEnvironmentInjectionFlags.ConnectionProperties))
            {
                var prefix = ReferenceEnvironment.VariableName(connectionName).ToUpperInvariant();
                foreach (var (key, value) in resource.GetConnectionProperties())
                {
                    context.EnvironmentVariables[$"{prefix}_{key.ToUpperInvariant()}"] = value;
                }
            }
        });
    }

    /// <summary>Tells the resource where a service is: all its endpoints, under its name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => builder.WithReference(source, source.Resource.Name);

    /// <summary>Tells the resource where a service is, under another name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment
    {
        builder.WithReferenceRelationship(source.Resource);
        return builder.WithEnvironment(context =>
        {
            foreach (var endpoint in source.Resource.GetEndpoints())
            {
                AddEndpoint(builder.Resource, context, name, endpoint);
            }
        });
    }

    /// <summary>Tells the resource where one endpoint is.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        builder.WithReferenceRelationship(endpointReference.Resource);
        return builder.WithEnvironment(context => AddEndpoint(builder.Resource, context, endpointReference.Resource.Name, endpointReference));
    }

    /// <summary>Tells the resource where something outside the application is.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment => builder.WithEnvironment(context => AddUrl(builder.Resource, context, name, uri.Scheme, uri.ToString()));

    /// <summary>Limits what WithReference puts into the environment.</summary>
    public static IResourceBuilder<TDestination> WithReferenceEnvironment<TDestination>(this IResourceBuilder<TDestination> builder, ReferenceEnvironmentInjectionFlags flags)
        where TDestination : IResourceWithEnvironment =>
        builder.WithAnnotation(new ReferenceEnvironmentInjectionAnnotation(flags), ResourceAnnotationMutationBehavior.Replace);

    private static void AddEndpoint(IResource receiver, EnvironmentCallbackContext context, string name, EndpointReference endpoint) =>
        AddUrl(receiver, context, name, endpoint.EndpointName, endpoint);

    private static void AddUrl(IResource receiver, EnvironmentCallbackContext context, string name, string endpointName, object url)
    {
        if (receiver.Injects(ReferenceEnvironmentInjectionFlags.Endpoints))
        {
            var variable = $"{ReferenceEnvironment.VariableName(name)}_{ReferenceEnvironment.VariableName(endpointName)}";
            context.EnvironmentVariables[variable.ToUpperInvariant()] = url;
        }

        if (receiver.Injects(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
        {
            context.EnvironmentVariables[$"services__{name}__{endpointName}__0"] = url;
        }
    }
}
