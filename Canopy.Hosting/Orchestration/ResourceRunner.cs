using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Launching;
using Canopy.Hosting.Proxy;

namespace Canopy.Hosting.Orchestration;

/// <summary>One resource with its proxies and all its copies.</summary>
internal sealed class ResourceRunner : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, TcpProxy> _proxies;

    public ResourceRunner(IResource resource, ResourceLauncher launcher, IReadOnlyDictionary<string, TcpProxy> proxies, RunnerServices services)
    {
        Resource = resource;
        _proxies = proxies;
        var replicas = resource.GetReplicaCount();
        Instances = [.. Enumerable.Range(1, replicas).Select(number => new InstanceRunner(
            resource,
            replicas == 1 ? resource.Name : $"{resource.Name}-{number}",
            replicas,
            launcher,
            proxies.ToDictionary(p => p.Key, p => p.Value.Targets.Add(), StringComparer.OrdinalIgnoreCase),
            services))];
    }

    public IResource Resource { get; }

    public IReadOnlyList<InstanceRunner> Instances { get; }

    /// <summary>Whether it is started with the application.</summary>
    public bool StartsByItself => !Resource.HasAnnotationOfType<ExplicitStartupAnnotation>();

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies.Values)
        {
            await proxy.DisposeAsync();
        }

        foreach (var instance in Instances)
        {
            instance.Dispose();
        }
    }
}
