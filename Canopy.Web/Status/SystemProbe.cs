using Canopy.ServiceDefaults.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.Web.Status;

/// <summary>Asks the readiness checks, once for all pages that want to know within the same moment.</summary>
internal sealed class SystemProbe(HealthCheckService health, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private Task<HealthReport>? _newest;
    private long _asked;

    public Task<HealthReport> AskAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_newest is null || _newest.IsFaulted || time.GetElapsedTime(_asked) > Fresh)
            {
                _asked = time.GetTimestamp();
                _newest = health.CheckHealthAsync(check => check.Tags.Contains(HealthTags.Ready), CancellationToken.None);
            }

            return _newest.WaitAsync(cancellationToken);
        }
    }
}
