using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Canopy.Kubernetes;

/// <summary>Production facts in an AppHost, and the files that come of them.</summary>
public static class KubernetesExtensions
{
    /// <summary>Says of a resource what a cluster must know and Aspire cannot say.</summary>
    public static IResourceBuilder<T> Kubernetes<T>(this IResourceBuilder<T> builder, Action<KubernetesWorkload> say)
        where T : IResource
    {
        var workload = new KubernetesWorkload(new WorkloadFacts());
        say(workload);
        return builder.WithAnnotation(new KubernetesAnnotation(workload.Facts), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Adds an environment: an overlay of its own, in the namespace <c>canopy-NAME</c>.</summary>
    public static IDistributedApplicationBuilder AddKubernetesEnvironment(
        this IDistributedApplicationBuilder builder, string name, Action<KubernetesEnvironment> say)
    {
        var environments = builder.Environments();
        if (environments.Exists(e => e.Name == name))
        {
            throw new DistributedApplicationException($"There are two Kubernetes environments '{name}'.");
        }

        var environment = new KubernetesEnvironment(name);
        say(environment);
        environments.Add(environment);
        return builder;
    }

    /// <summary>The environments that were added.</summary>
    public static IReadOnlyList<KubernetesEnvironment> KubernetesEnvironments(this IDistributedApplicationBuilder builder) => builder.Environments();

    private static List<KubernetesEnvironment> Environments(this IDistributedApplicationBuilder builder)
    {
        if (builder.Services.FirstOrDefault(s => s.ServiceType == typeof(List<KubernetesEnvironment>))?.ImplementationInstance is List<KubernetesEnvironment> known)
        {
            return known;
        }

        List<KubernetesEnvironment> environments = [];
        builder.Services.AddSingleton(environments);
        return environments;
    }
}
