using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Canopy.Hosting.Application;
using Canopy.Hosting.Launching;
using Canopy.Hosting.Logs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.Hosting.Orchestration;

/// <summary>Starts all resources in the order in which they wait for each other, and stops them the other way round.</summary>
internal sealed class Orchestrator(
    DistributedApplicationModel model,
    RunOptions options,
    IEnumerable<ResourceLauncher> launchers,
    ResourceNotificationService notifications,
    HealthCheckService healthChecks,
    IDistributedApplicationEventing eventing,
    ResourceLogs logs,
    IServiceProvider provider) : IDisposable
{
    private readonly Dictionary<IResource, ResourceRunner> _runners = [];
    private readonly CancellationTokenSource _stopping = new();
    private int _stopped;

    /// <summary>The resource of a name, or of the name of one of its copies.</summary>
    public IResource? FindResource(string resourceId) =>
        model.Resources.FirstOrDefault(r => string.Equals(r.Name, resourceId, StringComparison.OrdinalIgnoreCase))
        ?? _runners.Values.FirstOrDefault(r => r.Instances.Any(i => string.Equals(i.Id, resourceId, StringComparison.OrdinalIgnoreCase)))?.Resource;

    /// <summary>Starts everything; what waits for something else starts in the background.</summary>
    /// <exception cref="StartupException">Something stands in the way; nothing has been started.</exception>
    public async Task StartAllAsync(CancellationToken cancellationToken)
    {
        await eventing.PublishAsync(new BeforeStartEvent(provider, model), cancellationToken);
        var problems = await ParameterCheck.FindProblemsAsync(model, cancellationToken);
        var started = model.Resources
            .Select(resource => (Resource: resource, Launcher: launchers.FirstOrDefault(l => l.Handles(resource))))
            .Where(x => x.Launcher is not null)
            .ToArray();
        var found = await Task.WhenAll(started.Select(x => x.Launcher!.FindProblemsAsync(x.Resource, cancellationToken)));
        problems.AddRange(found.SelectMany(p => p));
        problems.AddRange(WaitCycles.Find(model));

        var services = new RunnerServices(provider, notifications, eventing, logs, new HealthMonitor(notifications, healthChecks, eventing, provider));
        foreach (var (resource, launcher) in started)
        {
            _runners[resource] = new ResourceRunner(resource, launcher!, EndpointAllocator.Allocate(resource, launcher!, options, problems), services);
        }

        if (problems.Count > 0)
        {
            await DisposeRunnersAsync();
            throw new StartupException(problems);
        }

        await AnnounceAsync(cancellationToken);
        foreach (var instance in _runners.Values.Where(r => r.StartsByItself).SelectMany(r => r.Instances))
        {
            await instance.StartAsync(waitForDependencies: true, cancellationToken);
        }

        await eventing.PublishAsync(new AfterResourcesCreatedEvent(provider, model), cancellationToken);
    }

    /// <summary>Stops everything: first those that others do not wait for.</summary>
    public async Task StopAllAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        var stops = new ConcurrentDictionary<IResource, Lazy<Task>>();
        Task StopOnce(IResource resource) => stops.GetOrAdd(resource, r => new Lazy<Task>(() => StopAfterUsersAsync(r))).Value;
        async Task StopAfterUsersAsync(IResource resource)
        {
            var users = _runners.Keys.Where(r => Dependencies(r).Contains(resource)).ToArray();
            await Task.WhenAll(users.Select(StopOnce));
            if (_runners.TryGetValue(resource, out var runner))
            {
                await Task.WhenAll(runner.Instances.Select(i => i.StopAsync(CancellationToken.None)));
            }
        }

        await Task.WhenAll(_runners.Keys.ToArray().Select(StopOnce));
        await DisposeRunnersAsync();
    }

    public void Dispose() => _stopping.Dispose();

    public Task StartAsync(string resourceId, CancellationToken cancellationToken) =>
        ForEachAsync(resourceId, i => i.StartAsync(waitForDependencies: false, cancellationToken));

    public Task StopAsync(string resourceId, CancellationToken cancellationToken) => ForEachAsync(resourceId, i => i.StopAsync(cancellationToken));

    public Task RestartAsync(string resourceId, CancellationToken cancellationToken) => ForEachAsync(resourceId, i => i.RestartAsync(cancellationToken));

    private static IEnumerable<IResource> Dependencies(IResource resource) => resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource);

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in model.Resources)
        {
            if (!_runners.TryGetValue(resource, out var runner))
            {
                await AnnouncePassiveAsync(resource);
                continue;
            }

            foreach (var instance in runner.Instances)
            {
                await instance.AnnounceAsync(runner.StartsByItself);
            }

            await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, provider), cancellationToken);
            if (resource is IResourceWithConnectionString)
            {
                await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, provider), cancellationToken);
            }
        }
    }

    /// <summary>Parameters and things that run elsewhere have no process; they are there as soon as the application is.</summary>
    private async Task AnnouncePassiveAsync(IResource resource)
    {
        await notifications.PublishUpdateAsync(resource, s => s.State is not null ? s : s with { State = KnownResourceStates.Running, IsHidden = resource is ParameterResource });
        if (resource.HasAnnotationOfType<HealthCheckAnnotation>())
        {
            await notifications.PublishUpdateAsync(resource, s => s with
            {
                HealthReports = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(c => new HealthReportSnapshot(c.Key, null, null, null))],
            });
            var monitor = new HealthMonitor(notifications, healthChecks, eventing, provider);
            _ = monitor.WatchAsync(resource, resource.Name, InstanceAddresses.Public(resource), new TaskCompletionSource(), _stopping.Token);
        }
    }

    private async Task ForEachAsync(string resourceId, Func<InstanceRunner, Task> command)
    {
        var instances = _runners.Values.SelectMany(r => r.Instances)
            .Where(i => string.Equals(i.Id, resourceId, StringComparison.OrdinalIgnoreCase) || string.Equals(i.Resource.Name, resourceId, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        if (instances.Length == 0)
        {
            throw new DistributedApplicationException($"Resource '{resourceId}' has no process to command.");
        }

        await Task.WhenAll(instances.Select(command));
    }

    private async Task DisposeRunnersAsync()
    {
        foreach (var runner in _runners.Values)
        {
            await runner.DisposeAsync();
        }

        _runners.Clear();
    }
}
