using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.ServiceDefaults.Health;

/// <summary>
/// Loops that must go on: training, scheduling. Each says so with every turn; the live check "loops" fails when one has been
/// silent for longer than it allowed itself, so that the program is restarted.
/// </summary>
public sealed class Heartbeats(TimeProvider time) : IHealthCheck
{
    private readonly ConcurrentDictionary<Heartbeat, byte> _hearts = [];

    /// <summary>A loop that begins now. Dispose the heartbeat when the loop ends as it should.</summary>
    public Heartbeat Start(string loop, TimeSpan maxSilence)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(loop);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maxSilence, TimeSpan.Zero);
        var heart = new Heartbeat(this, time, loop, maxSilence);
        _hearts.TryAdd(heart, 0);
        return heart;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var stuck = _hearts.Keys
            .Where(heart => heart.Silence > heart.MaxSilence)
            .Select(heart => $"{heart.Loop} has been silent for {heart.Silence.TotalSeconds:0} s")
            .Order(StringComparer.Ordinal)
            .ToList();
        return Task.FromResult(stuck.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(string.Join("; ", stuck)));
    }

    internal void Remove(Heartbeat heart) => _hearts.TryRemove(heart, out _);
}
