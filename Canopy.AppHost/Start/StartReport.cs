using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Canopy.AppHost.Start;

/// <summary>
/// Tells the person at the console how the start goes: where the page and the dashboard are, once all is well; what failed, and its last
/// words. Where nothing runs and nothing can any more, it ends the AppHost.
/// </summary>
internal sealed class StartReport(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    TextWriter console) : BackgroundService
{
    private const string PageResource = "web";
    private const string DashboardResource = "aspire-dashboard";

    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, CustomResourceSnapshot> _instances = new(StringComparer.Ordinal);
    private readonly HashSet<string> _healthy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    private string? _dashboard;

    /// <summary>Nothing could start.</summary>
    public bool Failed { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken))
            {
                if (change.Resource.Name == DashboardResource)
                {
                    _dashboard = change.Snapshot.Urls.FirstOrDefault(url => url.Name is "https" or "http")?.Url ?? _dashboard;
                }

                // Ours only: neither Aspire's own nor what is no program.
                if (change.Resource is not (ProjectResource or ExecutableResource or ContainerResource) || change.Resource.Name == DashboardResource)
                {
                    continue;
                }

                _instances[change.ResourceId] = change.Snapshot;
                if (change is { Resource: ProjectResource, Snapshot.HealthStatus: HealthStatus.Healthy })
                {
                    _healthy.Add(change.ResourceId);
                }

                await ReportAsync(change, stoppingToken);
                if (IsComplete())
                {
                    await SayAddressesAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The AppHost ends.
        }
    }

    private async Task ReportAsync(ResourceEvent change, CancellationToken cancellationToken)
    {
        var snapshot = change.Snapshot;
        if (Failed || snapshot.State?.Text is not { } state || !KnownResourceStates.TerminalStates.Contains(state) || !_reported.Add(change.ResourceId))
        {
            return;
        }

        var code = snapshot.ExitCode is { } exitCode ? $", exit code {exitCode}" : "";
        await console.WriteLineAsync($"canopy: {change.Resource.Name} did not start ({state}{code}){await LastWordsAsync(change.ResourceId, cancellationToken)}");
        if (!_instances.Values.Any(other => CanStillRun(other)))
        {
            Failed = true;
            lifetime.StopApplication();
        }
    }

    /// <summary>It runs or begins to; what waits, waits for what has failed.</summary>
    private static bool CanStillRun(CustomResourceSnapshot snapshot) => snapshot.State?.Text is { } state
        && (state == KnownResourceStates.Running || state == KnownResourceStates.Starting || state == KnownResourceStates.Building);

    /// <summary>The last line that the program wrote to standard error, without the time that stands before it.</summary>
    private async Task<string> LastWordsAsync(string resourceId, CancellationToken cancellationToken)
    {
        // A log has no end of its own, and who wrote nothing has none.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LogPatience);
        try
        {
            await foreach (var lines in logs.WatchAsync(resourceId).WithCancellation(limit.Token))
            {
                if (lines.Where(line => line.IsErrorMessage).Select(line => WithoutTime(line.Content)).LastOrDefault(IsOfTheProgram) is { } last)
                {
                    return $": {last}";
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nothing came.
        }

        return ".";
    }

    private static bool IsOfTheProgram(string line) => !string.IsNullOrWhiteSpace(line) && !line.StartsWith("[sys]", StringComparison.Ordinal);

    private static string WithoutTime(string line) =>
        line.IndexOf(' ', StringComparison.Ordinal) is var end and > 0 && DateTimeOffset.TryParse(line.AsSpan(0, end), CultureInfo.InvariantCulture, out _) ? line[(end + 1)..] : line;

    private bool IsComplete() => _healthy.Count >= model.Resources.OfType<ProjectResource>().Sum(project => project.GetReplicaCount());

    private async Task SayAddressesAsync()
    {
        var page = model.Resources.OfType<ProjectResource>().Single(r => r.Name == PageResource).GetEndpoint("http").Url;
        // Tests have none.
        var dashboard = _dashboard is null ? "" : $"\n  Dashboard  {_dashboard.TrimEnd('/')}{Login()}";
        await console.WriteLineAsync($"\n  Page       {page}{dashboard}\n");
    }

    private string Login() => configuration["AppHost:BrowserToken"] is { Length: > 0 } token ? $"/login?t={token}" : "";
}
