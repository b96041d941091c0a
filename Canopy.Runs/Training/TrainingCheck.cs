using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Canopy.Runs.Training;

/// <summary>Fails when the dispatcher or a training loop has given no sign of life for too long.</summary>
internal sealed class TrainingCheck(RunDispatcher dispatcher, IOptions<RunsOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (loop, silence) = dispatcher.LongestSilence();
        return Task.FromResult(silence.TotalSeconds <= options.Value.StuckSeconds
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, $"{loop} has been silent for {silence.TotalSeconds:0} s"));
    }
}
