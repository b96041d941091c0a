using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Health;
using Canopy.Hosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    private static readonly string[] UsualEndpoints = ["http", "https"];

    /// <summary>Lets a registered health check decide whether the resource is well.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource =>
        builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(check => string.Equals(check.Key, key, StringComparison.OrdinalIgnoreCase))
            ? throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has a health check with key '{key}'.")
            : builder.WithAnnotation(new HealthCheckAnnotation(key));

    /// <summary>Asks the resource over HTTP how it is.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">Path; "/" when left out.</param>
    /// <param name="statusCode">Status that means well; 200 when left out.</param>
    /// <param name="endpointName">Endpoint to ask; "http" or "https" when left out.</param>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints => builder.WithHttpCheck(builder.ChooseEndpoint(endpointName), path, statusCode);

    /// <inheritdoc cref="WithHttpHealthCheck{T}(IResourceBuilder{T}, string?, int?, string?)"/>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints => builder.WithHttpCheck(endpointSelector?.Invoke() ?? builder.ChooseEndpoint(null), path, statusCode);

    /// <summary>Asks the resource over HTTP how it is, here and in the cluster.</summary>
    [Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<T> WithHttpProbe<T>(this IResourceBuilder<T> builder, ProbeType type, string? path = null, int? initialDelaySeconds = null, int? periodSeconds = null, int? timeoutSeconds = null, int? failureThreshold = null, int? successThreshold = null, string? endpointName = null)
        where T : IResourceWithEndpoints, IResourceWithProbes
    {
        var endpoint = builder.ChooseEndpoint(endpointName);
        builder.WithAnnotation(new EndpointProbeAnnotation
        {
            Type = type,
            EndpointReference = endpoint,
            Path = path ?? "/",
            InitialDelaySeconds = initialDelaySeconds ?? 5,
            PeriodSeconds = periodSeconds ?? 5,
            TimeoutSeconds = timeoutSeconds ?? 1,
            FailureThreshold = failureThreshold ?? 3,
            SuccessThreshold = successThreshold ?? 1,
        });
        return builder.WithHttpCheck(endpoint, path, statusCode: null);
    }

    /// <summary>Registers a check that asks one copy of a resource, and lets it decide whether the resource is well.</summary>
    internal static IResourceBuilder<T> WithCheck<T>(this IResourceBuilder<T> builder, string key, Func<InstanceAddresses, CancellationToken, Task<HealthCheckResult>> check)
        where T : IResource
    {
        var resource = builder.Resource;
        builder.WithHealthCheck(key).WithAnnotation(new InstanceHealthCheck(key, check));
        builder.ApplicationBuilder.Services.AddHealthChecks().AddAsyncCheck(key, cancellationToken => check(InstanceAddresses.Public(resource), cancellationToken));
        return builder;
    }

    private static IResourceBuilder<T> WithHttpCheck<T>(this IResourceBuilder<T> builder, EndpointReference endpoint, string? path, int? statusCode)
        where T : IResourceWithEndpoints
    {
        var expected = statusCode ?? 200;
        var key = $"{builder.Resource.Name}_{endpoint.EndpointName}_{path}_{expected}_check";
        return builder.WithCheck(key, (addresses, cancellationToken) =>
            HttpHealth.CheckAsync(new Uri(addresses.Of(endpoint), path ?? "/"), expected, cancellationToken));
    }

    private static EndpointReference ChooseEndpoint<T>(this IResourceBuilder<T> builder, string? endpointName)
        where T : IResourceWithEndpoints
    {
        var wanted = endpointName is null ? UsualEndpoints : [endpointName];
        return wanted.Select(builder.Resource.GetEndpoint).FirstOrDefault(e => e.Exists)
            ?? throw new DistributedApplicationException(
                $"Could not create HTTP health check for resource '{builder.Resource.Name}' as no endpoint was found matching one of the specified names: {string.Join(", ", wanted)}");
    }
}
