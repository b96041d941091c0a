using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of one copy of a resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    private readonly ResourceStateSnapshot? _state;
    private readonly ImmutableArray<HealthReportSnapshot> _healthReports = [];

    /// <summary>"Project", "Executable", "Container" or a word of your own.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Further facts, such as the process id.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When it was last started (UTC).</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When it last ended (UTC).</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>One of <see cref="KnownResourceStates"/>, or a word of your own.</summary>
    public ResourceStateSnapshot? State
    {
        get => _state;
        init
        {
            _state = value;
            HealthStatus = ComputeHealth(value, _healthReports);
        }
    }

    /// <summary>Exit code of its last run.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether it is well; null when it does not run.</summary>
    public HealthStatus? HealthStatus { get; private init; }

    /// <summary>The last answer of each of its health checks.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports
    {
        get => _healthReports;
        internal init
        {
            _healthReports = value;
            HealthStatus = ComputeHealth(_state, value);
        }
    }

    /// <summary>Ends when the AppHost's own handlers of <see cref="ResourceReadyEvent"/> have ended; null where nobody raises it.</summary>
    internal Task? Ready { get; init; }

    /// <summary>Its environment.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Where it can be reached.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>Whether it is left out of lists.</summary>
    public bool IsHidden { get; init; }

    private static HealthStatus? ComputeHealth(ResourceStateSnapshot? state, ImmutableArray<HealthReportSnapshot> reports)
    {
        if (state?.Text != KnownResourceStates.Running)
        {
            return null;
        }

        // A check that has not answered yet counts as not well: who waits for health must wait for the first answer.
        return reports.IsEmpty
            ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
            : reports.Min(r => r.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);
    }
}
