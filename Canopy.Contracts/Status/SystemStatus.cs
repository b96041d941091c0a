using System.ComponentModel.DataAnnotations;

namespace Canopy.Contracts;

/// <summary>Answer of <c>GET /v1/system</c>: where training happens and what answers.</summary>
public sealed record SystemStatus
{
    /// <summary>demo: in web itself; no_backend: nothing can be started.</summary>
    [AllowedValues("demo", "cascor_backend", "no_backend")]
    public required string Mode { get; init; }

    /// <summary>Of web.</summary>
    public required string Version { get; init; }

    /// <summary>The web process that answered.</summary>
    public required string ServerInstanceId { get; init; }

    /// <summary>Every change is refused.</summary>
    public bool ReadOnly { get; init; }
    public required DependencyStatus Backend { get; init; }
    public required DependencyStatus Redis { get; init; }
}

/// <summary>Something that web depends on.</summary>
/// <param name="Status">Whether it answers.</param>
/// <param name="LatencyMs">Time of the last question, in milliseconds.</param>
public sealed record DependencyStatus([property: AllowedValues("up", "down", "not_configured")] string Status, double? LatencyMs);
