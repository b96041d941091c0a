using Canopy.Kubernetes;

namespace Canopy.AppHost;

/// <summary>Where the system runs in clusters, and in what the places differ.</summary>
internal static class Environments
{
    /// <summary>The version that is released; staging and prod are brought to their versions by the pipeline, by digest.</summary>
    private const string Release = "v0.1.0";

    public static void AddEnvironments(
        this IDistributedApplicationBuilder builder, IResourceBuilder<IResource> backend, IResourceBuilder<IResource> web) => builder
        .AddKubernetesEnvironment("dev", dev => dev
            .Host("canopy-dev.example.com")
            .Issuer("letsencrypt-staging")
            .Image("develop", moves: true)
            .Setting("CASCOR_ENV", "dev")
            .Setting("LOG_LEVEL", "debug"))
        .AddKubernetesEnvironment("staging", staging => staging
            .Host("canopy-staging.example.com")
            .Image("staging", moves: true)
            .Setting("CASCOR_ENV", "staging"))
        .AddKubernetesEnvironment("prod", prod => prod
            .Host("canopy.example.com")
            .Image(Release)
            .Setting("CASCOR_ENV", "prod")
            .Quota(cpuRequests: "10", memoryRequests: "20Gi", cpuLimits: "20", memoryLimits: "40Gi", pods: 50, claims: 10)
            .For(web, k => k.Autoscale(2, 10, cpu: 70, memory: 80, ScaleDown.PodsAMinute(1))))
        // For trying things out: free to call outside, and not many at once.
        .AddKubernetesEnvironment("exp", exp => exp
            .Host("canopy-exp.example.com")
            .Gateway()
            .Image("develop", moves: true)
            .Setting("CASCOR_ENV", "exp")
            .RelaxedEgress()
            .For(backend, k => k.Replicas(1).NoDisruptionBudget())
            .For(web, k => k.Autoscale(1, 2, cpu: 60, memory: 80).NoDisruptionBudget()))
        // An archive: everything can be read, nothing can be changed.
        .AddKubernetesEnvironment("quarantine", quarantine => quarantine
            .Host("canopy-quarantine.example.com")
            .Image(Release)
            .Setting("CASCOR_ENV", "quarantine")
            .Setting("CANOPY_READ_ONLY", "true")
            .For(backend, k => k.Replicas(1).NoDisruptionBudget())
            .For(web, k => k.Replicas(1).NoDisruptionBudget()));
}
