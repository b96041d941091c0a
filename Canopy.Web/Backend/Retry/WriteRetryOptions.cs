using System.ComponentModel.DataAnnotations;

namespace Canopy.Web.Backend.Retry;

/// <summary>How long a write is tried.</summary>
internal sealed class WriteRetryOptions
{
    public const string Section = "Backend";

    /// <summary>
    /// Seconds after the first failure during which a write is asked again: as long as a cluster needs to see that a pod is gone. 0:
    /// not at all. Default 8.
    /// </summary>
    [Range(0, 25)]
    public double RetrySeconds { get; set; } = 8;
}
