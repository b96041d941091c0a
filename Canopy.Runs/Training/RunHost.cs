using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Microsoft.Extensions.Logging;

namespace Canopy.Runs.Training;

/// <summary>How a host ended.</summary>
internal enum HostEnd
{
    /// <summary>The run was paused, stopped, reset or finished, or left in order.</summary>
    Done = 0,

    /// <summary>Another owner has the run, or it is gone.</summary>
    Stale = 1,

    /// <summary>Try again later, from what the store has.</summary>
    Failed = 2,

    /// <summary>A newer program wrote some of it: nothing was changed, and another backend may know more.</summary>
    Newer = 3,
}

/// <summary>
/// One owned run: its training loop, the writer of its log, and the lease. It ends when the run leaves this process, for whatever
/// reason; nothing is written after another owner has come.
/// </summary>
internal sealed class RunHost : IDisposable
{
    private readonly IRunStore _store;
    private readonly OwnerName _owner;
    private readonly RunsOptions _options;
    private readonly TimeProvider _time;
    private readonly Telemetry _telemetry;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _dead = new();
    private readonly AsyncSignal _look;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private volatile TrainingLoop? _loop;
    private volatile bool _stopping;

    public RunHost(IRunStore store, Claim claim, OwnerName owner, RunsOptions options, TimeProvider time, Telemetry telemetry, ILogger logger)
    {
        (_store, Claim, _owner, _options, _time, _telemetry, _logger) = (store, claim, owner, options, time, telemetry, logger);
        _look = new AsyncSignal(time);
        Ended = Task.Run(RunAsync);
    }

    public Claim Claim { get; }

    public Task<HostEnd> Ended { get; }

    /// <summary>Time since its training gave a sign of life.</summary>
    public TimeSpan Silence => _loop?.Silence ?? TimeSpan.Zero;

    /// <summary>Training waits for the store.</summary>
    public bool IsWaitingForStore => _loop is { IsWaitingForStore: true };

    /// <summary>Something happened to the run: look for commands, and whether it is still one's own.</summary>
    public void Look() => _look.Set();

    /// <summary>Checkpoint at the next epoch boundary and leave the run to its next owner.</summary>
    public void Stop()
    {
        _stopping = true;
        _loop?.Stop();
    }

    /// <summary>Ends at once and writes nothing more, as if the process had died.</summary>
    public void Kill()
    {
        _loop?.Abandon();
        if (!Ended.IsCompleted)
        {
            _dead.Cancel();
        }
    }

    /// <summary>After <see cref="Ended"/>.</summary>
    public void Dispose() => _dead.Dispose();

    private async Task<HostEnd> RunAsync()
    {
        // For the training thread and the writer, too.
        using var scope = _logger.BeginRun(Claim.RunId);
        try
        {
            _telemetry.RunsActive.Add(1);
            return await HostAsync();
        }
        catch (OperationCanceledException) when (_dead.IsCancellationRequested)
        {
            return HostEnd.Stale;
        }
        catch (NewerFormatException exception)
        {
            _logger.NewerRun(Claim.RunId, exception.Message);
            return HostEnd.Newer;
        }
        finally
        {
            _telemetry.RunsActive.Add(-1);
        }
    }

    private async Task<HostEnd> HostAsync()
    {
        if (await RunStart.LoadAsync(_store, Claim, _dead.Token) is not { } start)
        {
            return HostEnd.Stale;
        }

        var queue = new CommitQueue(Claim, start.State.Description.HeadSeq, _options.BufferBytes, _telemetry);
        var loop = new TrainingLoop(start, _owner, queue, _options, _time, _telemetry, _logger);
        _loop = loop;
        if (_stopping)
        {
            loop.Stop();
        }

        loop.Start();
        var writing = new CommitWriter(_store, queue, _time, _telemetry, _logger).RunAsync(_dead.Token);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_dead.Token);
        var leasing = KeepLeaseAsync(loop, enough.Token);
        try
        {
            // The writer ends after the loop, or before it when the run is no longer one's own; the lease ends early only then.
            await Task.WhenAny(writing, leasing);
            if (!writing.IsCompleted)
            {
                await leasing;
                return HostEnd.Stale;
            }

            return await writing switch
            {
                WriterEnd.Written => loop.Crashed ? HostEnd.Failed : HostEnd.Done,
                WriterEnd.Lost => HostEnd.Failed,
                _ => HostEnd.Stale,
            };
        }
        finally
        {
            loop.Abandon();
            await _dead.CancelAsync();
            await loop.Done;
            queue.Abandon();
            await Task.WhenAll(writing, leasing).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Renews the lease and fetches commands until the run is no longer one's own.</summary>
    private async Task KeepLeaseAsync(TrainingLoop loop, CancellationToken cancellationToken)
    {
        var interval = TimeSpan.FromSeconds(Math.Min(1, _options.LeaseSeconds / 5));
        var away = false;
        while (true)
        {
            try
            {
                if (await _store.RenewAsync(Claim, _options.Lease, cancellationToken) is not { } inbox)
                {
                    return;
                }

                away = false;
                foreach (var item in inbox.Where(i => _seen.Add(i.CommandId)))
                {
                    loop.Post(item);
                }
            }
            catch (ServiceUnavailableException exception)
            {
                // The run stays one's own until another takes it: the next commit tells.
                if (!away)
                {
                    _logger.NotRenewed(Claim.RunId, exception);
                    away = true;
                }
            }

            await _look.WaitAsync(interval, cancellationToken);
        }
    }
}
