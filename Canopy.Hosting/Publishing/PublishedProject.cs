using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Publishing;

/// <summary>What a project gets in publish mode instead of the URLs and variables of its launch profile.</summary>
internal static class PublishedProject
{
    public static IResourceBuilder<ProjectResource> Apply(IResourceBuilder<ProjectResource> project)
    {
        // Behind an ingress the caller's scheme and address come in headers.
        project.WithEnvironment("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true");

        EndpointAnnotation? usualHttps = null;
        if (LaunchProfiles.Choose(project.Resource, project.ApplicationBuilder.Configuration)?.Profile.ApplicationUrl is { Length: > 0 })
        {
            // A web program: a manifest names both, whatever the profiles say, and leaves the ports to the cluster.
            project.WithEndpoint(scheme: "http").WithEndpoint(scheme: "https");
            usualHttps = project.Resource.Annotations.OfType<EndpointAnnotation>().Last();
        }

        return project.WithEnvironment(context =>
        {
            SetPorts(context, project.Resource, "http", except: null);

            // A container has no certificate to serve the usual one with.
            SetPorts(context, project.Resource, "https", usualHttps);
        });
    }

    private static void SetPorts(EnvironmentCallbackContext context, ProjectResource project, string scheme, EndpointAnnotation? except)
    {
        var endpoints = project.GetEndpoints().Where(e => e.Scheme == scheme && e.EndpointAnnotation != except).ToArray();
        if (endpoints.Length > 0)
        {
            context.EnvironmentVariables[$"{scheme.ToUpperInvariant()}_PORTS"] = new PortList(endpoints);
        }
    }

    /// <summary>Ports of several endpoints, as Kestrel reads them.</summary>
    private sealed class PortList(IReadOnlyList<EndpointReference> endpoints) : IManifestExpressionProvider
    {
        public string ValueExpression => string.Join(';', endpoints.Select(e => e.Property(EndpointProperty.TargetPort).ValueExpression));
    }
}
