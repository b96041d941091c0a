using Microsoft.Extensions.Logging;

namespace Canopy.ServiceDefaults.Telemetry;

/// <summary>The run on log lines that are about one.</summary>
public static class RunScope
{
    /// <summary>Every line until the end has the run's id as run_id, as those of its owner have.</summary>
    public static IDisposable? BeginRun(this ILogger logger, string runId)
        => logger.BeginScope(new KeyValuePair<string, object?>[] { new("run_id", runId) });
}
