using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Canopy.Hosting.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.Hosting.Orchestration;

/// <summary>Asks a running copy of a resource how it is: often until it is well, now and then afterwards.</summary>
internal sealed class HealthMonitor(ResourceNotificationService notifications, HealthCheckService registered, IDistributedApplicationEventing eventing, IServiceProvider provider)
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhenHealthy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhenUnhealthy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>Publishes each answer, until the copy ends.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="id">Which copy of it.</param>
    /// <param name="addresses">Where that copy is.</param>
    /// <param name="ready">Set when it has been well for the first time and everyone has been told.</param>
    /// <param name="ended">The copy has ended.</param>
    public async Task WatchAsync(IResource resource, string id, InstanceAddresses addresses, TaskCompletionSource ready, CancellationToken ended)
    {
        var checks = resource.Annotations.OfType<HealthCheckAnnotation>().Select(c => c.Key).ToArray();
        var delay = FirstDelay;
        var wasReady = false;
        try
        {
            while (true)
            {
                var reports = await Task.WhenAll(checks.Select(key => CheckAsync(resource, key, addresses, ended)));
                if (reports.Length > 0)
                {
                    await notifications.PublishUpdateAsync(resource, id, s => s.State?.Text == KnownResourceStates.Running ? Merge(s, reports) : s);
                }

                var healthy = reports.All(r => r.Status == HealthStatus.Healthy);
                if (healthy && !wasReady)
                {
                    wasReady = true;
                    await TellReadyAsync(resource, ready, ended);
                }

                if (reports.Length == 0)
                {
                    return;
                }

                // A program that is starting is asked more and more seldom, so that a slow one is not kept busy with answers.
                await Task.Delay(healthy ? WhenHealthy : wasReady ? WhenUnhealthy : delay, ended);
                delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 5 / 4, WhenUnhealthy.Ticks));
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // It has ended; nobody asks any more.
        }
    }

    private async Task TellReadyAsync(IResource resource, TaskCompletionSource ready, CancellationToken ended)
    {
        try
        {
            await eventing.PublishAsync(new ResourceReadyEvent(resource, provider), ended);
            ready.TrySetResult();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The resource is well; it is those who wait for it that cannot go on.
            ready.TrySetException(new DistributedApplicationException($"A handler of '{resource.Name}' being ready failed: {e.Message}", e));
            _ = ready.Task.Exception;
        }
    }

    private static CustomResourceSnapshot Merge(CustomResourceSnapshot snapshot, HealthReportSnapshot[] reports)
    {
        // Only a changed answer is news; the time of asking alone is not.
        var same = snapshot.HealthReports.Length == reports.Length
            && snapshot.HealthReports.Zip(reports).All(p => p.First with { LastRunAt = null } == p.Second with { LastRunAt = null });
        return same ? snapshot : snapshot with { HealthReports = [.. reports] };
    }

    private async Task<HealthReportSnapshot> CheckAsync(IResource resource, string key, InstanceAddresses addresses, CancellationToken ended)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ended);
        limit.CancelAfter(CheckLimit);
        try
        {
            var direct = resource.Annotations.OfType<InstanceHealthCheck>().FirstOrDefault(c => c.Key == key);
            if (direct is not null)
            {
                var result = await direct.CheckAsync(addresses, limit.Token);
                return Report(key, result.Status, result.Description, result.Exception);
            }

            var report = await registered.CheckHealthAsync(r => string.Equals(r.Name, key, StringComparison.OrdinalIgnoreCase), limit.Token);
            return report.Entries.Count == 0
                ? Report(key, HealthStatus.Unhealthy, $"No health check is registered under '{key}'.", null)
                : Report(key, report.Status, report.Entries.First().Value.Description, report.Entries.First().Value.Exception);
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            return Report(key, HealthStatus.Unhealthy, $"no answer in {CheckLimit.TotalSeconds:0} s", null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Report(key, HealthStatus.Unhealthy, e.Message, e);
        }
    }

    private static HealthReportSnapshot Report(string key, HealthStatus status, string? description, Exception? exception) =>
        new(key, status, description, exception?.ToString()) { LastRunAt = DateTime.UtcNow };
}
