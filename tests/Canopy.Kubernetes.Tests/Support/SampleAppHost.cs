using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Canopy.Kubernetes.Tests.Support;

/// <summary>The resources of the golden AppHost that a cluster gets, with facts for production; a test changes what it is about.</summary>
internal sealed class SampleAppHost
{
    private readonly IDistributedApplicationBuilder _builder;

    public SampleAppHost()
    {
        _builder = DistributedApplication.CreateBuilder(["--publisher", "manifest", "--output-path", "unused.json"]);
        Cache = _builder.AddRedis("cache").WithDataVolume("cache-data");
        Backend = Program("backend").WithReference(Cache);
        Web = Program("web").WithExternalHttpEndpoints().WithReference(Backend);
        Cache.Kubernetes(k => Sized(k).LivenessByPort("tcp").ReadinessByCommand("redis-cli -e ping").Storage("10Gi", "fast-ssd").RunAs(999)
            .DisruptionBudget(maxUnavailable: 1).Secrets(new SecretKey("REDIS_PASSWORD", "The cache's.", SecretSource.Password)));
        Backend.Kubernetes(BackendFacts);
        Web.Kubernetes(WebFacts);
    }

    public IResourceBuilder<RedisResource> Cache { get; }

    public IResourceBuilder<ProjectResource> Backend { get; }

    public IResourceBuilder<ProjectResource> Web { get; }

    public List<KubernetesEnvironment> Environments { get; } = [];

    public static void BackendFacts(KubernetesWorkload backend) => Program(backend).Replicas(2).DisruptionBudget(minAvailable: 1)
        .Secrets([.. new[] { "ConnectionStrings__cache", "CACHE_PASSWORD", "CACHE_URI", "API_KEY" }.Select(name => new SecretKey(name, "One."))]);

    public static void WebFacts(KubernetesWorkload web) => Program(web).Autoscale(2, 10, cpu: 60, memory: 80).DisruptionBudget(minAvailable: 1)
        .StickySessions().Ingress(requestsPerSecond: 100, timeout: 3600, bodySize: "11m");

    public static KubernetesWorkload Sized(KubernetesWorkload workload) => workload.Requests("100m", "256Mi").Limits("500m", "512Mi");

    public KubernetesEnvironment Environment(string name)
    {
        var environment = new KubernetesEnvironment(name).Host($"canopy-{name}.example.com").Image("1.0");
        Environments.Add(environment);
        return environment;
    }

    public IReadOnlyList<DeployFile> Generate(string source) => DeployGenerator.Generate(new DistributedApplicationModel(_builder.Resources), Environments, source);

    public void Write(string source, string folder) => DeployGenerator.Write(new DistributedApplicationModel(_builder.Resources), Environments, source, folder);

    private IResourceBuilder<ProjectResource> Program(string name) => _builder
        .AddProject<Project>(name, options => options.ExcludeLaunchProfile = true)
        .WithHttpEndpoint(name: "http").WithHttpsEndpoint(name: "https");

    private static KubernetesWorkload Program(KubernetesWorkload program) => Sized(program).Liveness("/healthz").Readiness("/readyz");

    /// <summary>A project of which only the name counts; the file is not there.</summary>
    private sealed class Project : IProjectMetadata
    {
        public string ProjectPath => Path.Combine(Path.GetTempPath(), "sample", "Sample.csproj");
    }
}
