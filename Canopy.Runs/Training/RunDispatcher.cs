using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Canopy.Runs.Training;

/// <summary>
/// Takes runs from the queue up to the limit on cores, oldest first, and those whose owner is gone. Every backend has one, and none
/// is special.
/// </summary>
internal sealed class RunDispatcher(
    IRunStore store, RunIntake intake, IOptions<RunsOptions> settings, TimeProvider time, Telemetry telemetry, ILogger<RunDispatcher> logger)
    : BackgroundService
{
    private static readonly TimeSpan FirstPenalty = TimeSpan.FromSeconds(1);
    private readonly RunsOptions _options = settings.Value;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RunHost> _hosts = new(StringComparer.Ordinal);
    private readonly Penalties _penalties = new(time, FirstPenalty);
    private readonly AsyncSignal _look = new(time);
    private bool _away;
    private long _beat = time.GetTimestamp();

    public OwnerName Owner { get; } = OwnerName.Next();

    /// <summary>The longest silence of this loop or of a training loop, and whose it is.</summary>
    public (string Loop, TimeSpan Silence) LongestSilence()
    {
        var longest = ("dispatcher", IsRunning ? time.GetElapsedTime(Volatile.Read(ref _beat)) : TimeSpan.Zero);
        foreach (var host in Hosts)
        {
            if (host.Silence > longest.Item2)
            {
                longest = ($"run {host.Claim.RunId}", host.Silence);
            }
        }

        return longest;
    }

    /// <summary>Runs whose training waits for the store.</summary>
    public int WaitingForStore => Hosts.Count(h => h.IsWaitingForStore);

    /// <summary>For tests: everything ends at once, as if the process had died.</summary>
    internal async Task KillAsync()
    {
        intake.Close();
        foreach (var host in Hosts)
        {
            host.Kill();
        }

        await base.StopAsync(CancellationToken.None);
        await Task.WhenAll(Hosts.Select(h => h.Ended));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        intake.Close();
        await base.StopAsync(cancellationToken);
        var hosts = Hosts;
        logger.Stopping(hosts.Length);
        foreach (var host in hosts)
        {
            host.Stop();
        }

        try
        {
            await Task.WhenAll(hosts.Select(h => h.Ended)).WaitAsync(TimeSpan.FromSeconds(_options.StopSeconds), time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            logger.StopTimedOut(_options.StopSeconds, hosts.Count(h => !h.Ended.IsCompleted));
            foreach (var host in hosts)
            {
                host.Kill();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(0.5, _options.LeaseSeconds / 5));
        IAsyncDisposable? wakes = null;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                Volatile.Write(ref _beat, time.GetTimestamp());
                try
                {
                    wakes ??= await store.OnWakeAsync(Wake, stoppingToken);
                    await ClaimAsync(stoppingToken);
                    telemetry.QueueLength.Record((await store.WaitingAsync(stoppingToken)).Count);
                    ReportStore(null);
                }
                catch (ServiceUnavailableException exception)
                {
                    ReportStore(exception);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    logger.DispatcherFailed(exception);
                }

                await _look.WaitAsync(pause, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            if (wakes is not null)
            {
                await wakes.DisposeAsync();
            }
        }
    }

    private bool IsRunning => ExecuteTask is { IsCompleted: false };

    private RunHost[] Hosts
    {
        get
        {
            lock (_lock)
            {
                return [.. _hosts.Values];
            }
        }
    }

    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        while (!intake.IsClosed)
        {
            var hosts = Hosts;
            var free = _options.CoreLimit - hosts.Sum(h => Math.Min(h.Claim.Threads, _options.CoreLimit));
            if (free <= 0)
            {
                return;
            }

            var except = hosts.Select(h => h.Claim.RunId).Concat(_penalties.Current()).ToHashSet(StringComparer.Ordinal);
            var request = new ClaimRequest(Owner.Owner, Owner.Host, _options.Lease, free, _options.CoreLimit, except);
            if (await store.ClaimAsync(request, cancellationToken) is not { } claim)
            {
                return;
            }

            telemetry.Claims.Add(1);
            Host(claim);
        }
    }

    private void Host(Claim claim)
    {
        var host = new RunHost(store, claim, Owner, _options, time, telemetry, logger);
        lock (_lock)
        {
            _hosts[claim.RunId] = host;
        }

        _ = ForgetAsync(host);
    }

    private async Task ForgetAsync(RunHost host)
    {
        var runId = host.Claim.RunId;
        var failed = false;
        try
        {
            failed = await host.Ended is HostEnd.Failed or HostEnd.Newer;
            if (!failed)
            {
                _penalties.Forgive(runId);
            }
        }
        catch (Exception exception)
        {
            failed = true;
            logger.HostFailed(runId, _penalties.Next(runId).TotalSeconds, exception);
        }

        if (failed)
        {
            _penalties.Add(runId);
            await ReleaseAsync(host.Claim);
        }

        lock (_lock)
        {
            _hosts.Remove(runId);
            host.Dispose();
        }

        _look.Set();
    }

    private async Task ReleaseAsync(Claim claim)
    {
        try
        {
            await store.ReleaseAsync(claim, CancellationToken.None);
        }
        catch (ServiceUnavailableException)
        {
            // The lease ends by itself.
        }
    }

    private void Wake(string runId)
    {
        RunHost? host;
        lock (_lock)
        {
            _hosts.TryGetValue(runId, out host);
        }

        if (host is not null)
        {
            host.Look();
        }
        else
        {
            _look.Set();
        }
    }

    private void ReportStore(ServiceUnavailableException? exception)
    {
        if (exception is not null && !_away)
        {
            logger.CannotClaim(exception);
        }
        else if (exception is null && _away)
        {
            logger.CanClaimAgain();
        }

        _away = exception is not null;
    }
}
