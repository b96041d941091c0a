using Canopy.Runs.Storage;
using Microsoft.Extensions.Options;

namespace Canopy.Web.Streaming;

/// <summary>The relays of this process: one per watched run, kept for a while after its last viewer has left.</summary>
internal sealed class RunRelays(
    IRunReader reader, IOptions<RelayOptions> options, TimeProvider time, StreamTelemetry telemetry, ILogger<RunRelay> logger)
    : IAsyncDisposable
{
    private readonly Dictionary<string, Watched> _watched = [];
    private readonly Lock _lock = new();

    /// <summary>The run's relay, for as long as the lease is held.</summary>
    public Lease Watch(string runId)
    {
        lock (_lock)
        {
            if (!_watched.TryGetValue(runId, out var watched) || watched.Relay.End != RelayEnd.None)
            {
                watched = new Watched(new RunRelay(runId, reader, options.Value, time, telemetry, logger));
                _watched[runId] = watched;
                telemetry.Relays.Add(1);
            }

            watched.Leases++;
            return new Lease(this, runId, watched);
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<Watched> all;
        lock (_lock)
        {
            all = [.. _watched.Values];
            _watched.Clear();
        }

        foreach (var watched in all)
        {
            await EndAsync(watched);
        }
    }

    private void Release(string runId, Watched watched)
    {
        int release;
        lock (_lock)
        {
            if (--watched.Leases > 0)
            {
                return;
            }

            release = ++watched.Releases;
        }

        _ = LingerAsync(runId, watched, release);
    }

    private async Task LingerAsync(string runId, Watched watched, int release)
    {
        // Someone who reloads the page comes back to a warm relay.
        if (watched.Relay.End == RelayEnd.None)
        {
            await Task.Delay(options.Value.Linger, time);
        }

        lock (_lock)
        {
            if (watched.Leases > 0 || watched.Releases != release)
            {
                return;
            }

            if (_watched.TryGetValue(runId, out var current) && current == watched)
            {
                _watched.Remove(runId);
            }
        }

        await EndAsync(watched);
    }

    private async Task EndAsync(Watched watched)
    {
        if (Interlocked.Exchange(ref watched.Ended, 1) == 0)
        {
            telemetry.Relays.Add(-1);
            await watched.Relay.DisposeAsync();
        }
    }

    /// <summary>Holds a relay.</summary>
    internal readonly struct Lease(RunRelays owner, string runId, Watched watched) : IDisposable
    {
        public RunRelay Relay => watched.Relay;

        public void Dispose() => owner.Release(runId, watched);
    }

    internal sealed class Watched(RunRelay relay)
    {
        public readonly RunRelay Relay = relay;
        public int Leases;
        public int Releases;
        public int Ended;
    }
}
