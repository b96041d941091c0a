using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Orchestration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.Hosting.Terminal;

/// <summary>Turns changes of state into rows, in the order of the AppHost.</summary>
internal sealed class ResourceTable(DistributedApplicationModel model)
{
    // A program that has not answered for this long is called unwell and no longer starting.
    private static readonly TimeSpan StartupPatience = TimeSpan.FromSeconds(20);
    private const int TerminatedExitCode = 143;
    private readonly Dictionary<string, ResourceEvent> _last = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _wasHealthy = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether everything that starts by itself has been ready at the same time.</summary>
    public bool IsReady(DateTime now) => Rows(now) is { Count: > 0 } rows && rows.All(r => r.IsReady || r.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>());

    /// <summary>The page to look at: that of the last resource with an external endpoint.</summary>
    public string? MainPage(DateTime now) => Rows(now).LastOrDefault(r => IsExternal(r.Resource))?.Page;

    public void Apply(ResourceEvent change)
    {
        _last[change.ResourceId] = change;
        if (change.Snapshot.HealthStatus == HealthStatus.Healthy)
        {
            _wasHealthy.Add(change.ResourceId);
        }
        else if (change.Snapshot.State?.Text != KnownResourceStates.Running)
        {
            _wasHealthy.Remove(change.ResourceId);
        }
    }

    public IReadOnlyList<ResourceRow> Rows(DateTime now) =>
        [.. _last.Values
            .Where(e => !e.Snapshot.IsHidden && e.Resource is not ParameterResource)
            .OrderBy(e => model.Resources.IndexOf(e.Resource))
            .ThenBy(e => e.ResourceId, StringComparer.Ordinal)
            .Select(e => Row(e, now))];

    private static bool IsExternal(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>().Any(e => e.IsExternal && e.UriScheme is "http" or "https");

    private static string Address(UrlSnapshot url) =>
        Uri.TryCreate(url.Url, UriKind.Absolute, out var uri) && uri.Scheme is not ("http" or "https") ? uri.Authority : url.Url;

    private static bool IsPage(UrlSnapshot url) => url.Url.StartsWith("http", StringComparison.OrdinalIgnoreCase);

    private ResourceRow Row(ResourceEvent e, DateTime now)
    {
        var snapshot = e.Snapshot;
        var (state, mood) = StateOf(e, now);
        var urls = snapshot.Urls.Where(u => !u.IsInternal).ToArray();
        return new ResourceRow(
            e.Resource,
            e.ResourceId,
            state,
            mood,
            urls.Select(Address).FirstOrDefault(),
            urls.Where(IsPage).Select(u => u.Url).FirstOrDefault(),
            snapshot.Property(SnapshotFacts.Pid) as int?,
            mood is Mood.Good or Mood.Busy || state == RowState.Unhealthy ? snapshot.StartTimeStamp : snapshot.StopTimeStamp,
            Detail(e, state));
    }

    private (string State, Mood Mood) StateOf(ResourceEvent e, DateTime now)
    {
        var snapshot = e.Snapshot;
        var text = snapshot.State?.Text ?? KnownResourceStates.NotStarted;
        if (text == KnownResourceStates.Running && snapshot.HealthStatus is { } health && health != HealthStatus.Healthy)
        {
            var starting = !_wasHealthy.Contains(e.ResourceId) && now - (snapshot.StartTimeStamp ?? now) < StartupPatience;
            return starting ? (KnownResourceStates.Starting, Mood.Busy) : (RowState.Unhealthy, Mood.Bad);
        }

        return (text, text switch
        {
            "Running" => Mood.Good,
            "Active" => Mood.Good,
            "Waiting" or "Starting" or "Stopping" => Mood.Busy,
            "NotStarted" => Mood.Idle,
            "Finished" => Mood.Idle,
            _ => snapshot.State?.Style == KnownResourceStateStyles.Error ? Mood.Bad : Mood.Idle,
        });
    }

    private string? Detail(ResourceEvent e, string state)
    {
        var snapshot = e.Snapshot;
        var reason = snapshot.Property(SnapshotFacts.Reason) as string;
        return state switch
        {
            "Waiting" => WaitsFor(e.Resource),
            "Starting" => reason,
            RowState.Unhealthy => snapshot.HealthReports.FirstOrDefault(r => r.Status != HealthStatus.Healthy)?.Description,
            "Exited" or "Finished" when snapshot.ExitCode is { } code && (reason is not null || code is not (0 or TerminatedExitCode)) => reason is null ? $"exit code {code}" : $"exit code {code}: {reason}",
            _ => reason,
        };
    }

    private string? WaitsFor(IResource resource)
    {
        var missing = resource.Annotations.OfType<WaitAnnotation>()
            .Select(w => w.Resource.Name)
            .Where(name => !_last.Values.Any(e => e.Resource.Name == name && e.Snapshot.HealthStatus == HealthStatus.Healthy))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return missing.Length == 0 ? null : $"for {string.Join(", ", missing)}";
    }
}
