using System.Collections.Concurrent;
using Aspire.Hosting.Testing;
using Canopy.AppHost.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(CanopyApplication))]

// Each test is one of a whole system of processes.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Canopy.AppHost.Tests.Support;

/// <summary>The true AppHost with all its parts, started once for all tests that leave it as it was; its cache is a process with data of its own.</summary>
public sealed class CanopyApplication : IAsyncLifetime
{
    public const string Password = "a-password-of-the-test";

    private readonly string _folder = Directory.CreateTempSubdirectory("canopy-apphost-").FullName;
    private readonly ConcurrentDictionary<string, ResourceEvent> _newest = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private DistributedApplication? _application;
    private Task? _watch;

    public DistributedApplication Application => _application!;

    public IResource Resource(string name) =>
        Application.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == name);

    /// <summary>What the dashboard shows of the instances of a resource, by their names.</summary>
    public IReadOnlyDictionary<string, CustomResourceSnapshot> Snapshots(string name) =>
        _newest.Values.Where(change => change.Resource.Name == name).ToDictionary(change => change.ResourceId, change => change.Snapshot);

    public async Task UntilHealthyAsync(string name) => await Application.ResourceNotifications.WaitForResourceHealthyAsync(name, Deadline.Token);

    public async ValueTask InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Canopy_AppHost>(
            ["CANOPY_CACHE=process", $"CANOPY_CACHE_FOLDER={_folder}", $"Parameters:cache-password={Password}"], Deadline.Token);
        _application = await builder.BuildAsync(Deadline.Token);
        await _application.StartAsync(Deadline.Token);
        _watch = WatchAsync(_application.ResourceNotifications);
        foreach (var resource in new[] { "cache", "backend", "web" })
        {
            await UntilHealthyAsync(resource);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync();
            await _application.DisposeAsync();
        }

        await _end.CancelAsync();
        await (_watch ?? Task.CompletedTask);
        _end.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task WatchAsync(ResourceNotificationService notifications)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(_end.Token))
            {
                _newest[change.ResourceId] = change;
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }
}
