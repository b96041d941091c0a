using System.Collections.Concurrent;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Storage;
using Microsoft.Extensions.Logging;

namespace Canopy.Runs.Training;

/// <summary>
/// Trains one run on a thread of its own, an epoch after the other. Everything else happens at epoch boundaries: commands,
/// checkpoints, waiting for the pace or for the store, stopping.
/// </summary>
internal sealed class TrainingLoop
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly RunStart _start;
    private readonly OwnerName _owner;
    private readonly CommitQueue _queue;
    private readonly RunsOptions _options;
    private readonly TimeProvider _time;
    private readonly Telemetry _telemetry;
    private readonly ILogger _logger;
    private readonly Recorder _recorder;
    private readonly RunEnding _ending;
    private readonly Pacer _pacer;
    private readonly BoundaryClock _clock;
    private readonly ConcurrentQueue<InboxItem> _commands = new();
    private readonly WakeSignal _wake = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _change;
    private long _checkpointed;
    private volatile bool _stopping;
    private volatile bool _abandoned;
    private volatile bool _waitingForStore;

    public TrainingLoop(
        RunStart start, OwnerName owner, CommitQueue queue, RunsOptions options, TimeProvider time, Telemetry telemetry, ILogger logger)
    {
        (_start, _owner, _queue, _options, _time, _telemetry, _logger) = (start, owner, queue, options, time, telemetry, logger);
        _recorder = new Recorder(start.State, start.Checkpoint?.Step ?? 0, queue, time, telemetry);
        _ending = new RunEnding(start.State, _recorder, queue, time, logger);
        _pacer = new Pacer(time) { EpochsPerSecond = start.State.Description.Pace };
        _clock = new BoundaryClock(time);
    }

    /// <summary>Ends when the thread does. What was recorded may still be on its way to the store.</summary>
    public Task Done => _done.Task;

    /// <summary>Time since the loop gave a sign of life.</summary>
    public TimeSpan Silence => _done.Task.IsCompleted ? TimeSpan.Zero : _time.GetElapsedTime(_clock.Now);

    /// <summary>Training waits for the store at the bound of its buffer.</summary>
    public bool IsWaitingForStore => _waitingForStore;

    /// <summary>The loop ended without having said how: the run is still this owner's.</summary>
    public bool Crashed { get; private set; }

    public void Start()
    {
        _queue.RoomMade = () => _wake.Set();
        new Thread(Run) { IsBackground = true, Name = $"run {_start.State.Id}" }.Start();
    }

    public void Post(InboxItem command)
    {
        _commands.Enqueue(command);
        _wake.Set();
    }

    /// <summary>Checkpoint at the next boundary, and leave the run to its next owner.</summary>
    public void Stop()
    {
        _stopping = true;
        _wake.Set();
    }

    /// <summary>Write nothing more.</summary>
    public void Abandon()
    {
        _abandoned = true;
        _wake.Set();
    }

    private void Run()
    {
        try
        {
            LogOwner();
            using var trainer = _start.CreateTrainer(_recorder);
            Train(trainer);
        }
        catch (Exception exception)
        {
            // Whatever it was, it would happen again: the run is failed rather than tried for ever.
            Crashed = true;
            _logger.TrainingFailed(_start.State.Id, exception);
            Fail(exception);
        }
        finally
        {
            _recorder.EndRound(_ending.Cause ?? "left");
            _queue.Complete();
            _done.SetResult();
        }
    }

    private void Fail(Exception exception)
    {
        try
        {
            _ending.Fail(exception);
            Crashed = false;
        }
        catch (Exception second)
        {
            _logger.TrainingFailed(_start.State.Id, second);
        }
    }

    private void LogOwner()
    {
        var state = _start.State;
        var details = new OwnerChangeDetails
        {
            Owner = _owner.Owner,
            Host = _owner.Host,
            Token = _start.Claim.Token,
            Epoch = _start.Checkpoint?.Epoch ?? 0,
            NumericProfile = Trainer.NumericProfile,
            ProfileChanged = state.Step > 0 && state.Description.NumericProfile is { } profile && profile != Trainer.NumericProfile,
        };
        var commit = _recorder.Entry(EventKind.OwnerChange, new OwnerChange(details), ContractsJson.Default.OwnerChange);
        commit.Changes.Format().NumericProfile(Trainer.NumericProfile);
        _queue.Add(commit);
        _logger.Claimed(state.Id, _start.Claim.Token, details.Epoch, state.Description.Epoch, state.Description.HeadSeq);
    }

    private void Train(Trainer trainer)
    {
        var commands = new CommandExecution(_start.State, _recorder, _queue, _ending, _pacer, _logger);
        _checkpointed = _time.GetTimestamp();
        var replaying = true;
        while (!_abandoned)
        {
            ChangeOptionsAgain(trainer);
            if (replaying && (!_recorder.IsReplaying || _recorder.Finished is not null))
            {
                replaying = false;
                if (_recorder.Step > 0 && _recorder.Finished is null)
                {
                    _recorder.Rounds.Begin(_recorder.Progress.Phase, trainer.Epoch, _recorder.Progress.HiddenUnits);
                }

                _logger.CaughtUp(_start.State.Id, trainer.Epoch, _time.GetElapsedTime(_checkpointed).TotalSeconds);
            }

            if (_stopping)
            {
                _ending.Leave(replaying ? null : trainer);
                return;
            }

            if (commands.Run(_commands, replaying ? null : trainer))
            {
                return;
            }

            if (!replaying)
            {
                if (_recorder.Finished is { } finished)
                {
                    _ending.Finish(trainer, finished);
                    return;
                }

                if (IsSpent(trainer))
                {
                    _ending.Rest(RunStatus.Paused, "step", null, trainer);
                    return;
                }

                if (!MayTrain(trainer))
                {
                    continue;
                }
            }

            _pacer.Begin();
            trainer.TrainEpoch();
            AfterEpoch(trainer);
        }
    }

    /// <summary>What the log says was changed when training was here before.</summary>
    private void ChangeOptionsAgain(Trainer trainer)
    {
        while (_change < _start.Changes.Count && _start.Changes[_change].Epoch <= trainer.Epoch)
        {
            trainer.ChangeOptions(_start.Changes[_change++].Options!);
        }
    }

    private bool IsSpent(Trainer trainer) => _start.State.Budget is { } budget && (budget.Unit == StepUnit.Epoch
        ? trainer.Epoch > budget.FromEpoch
        : _recorder.Progress.PhaseEpoch > budget.FromEpoch);

    /// <summary>Waits for room in the buffer, then for the pace; false: look again.</summary>
    private bool MayTrain(Trainer trainer)
    {
        if (_queue.IsFull)
        {
            WaitForRoom(trainer);
            return false;
        }

        var wait = _pacer.UntilDue;
        if (wait < TimeSpan.FromMilliseconds(1))
        {
            return true;
        }

        _clock.Beat();
        var since = _time.GetTimestamp();
        _wake.Wait(wait < LongestWait ? wait : LongestWait);
        _recorder.Rounds.WaitedForPace(_time.GetElapsedTime(since));
        return false;
    }

    private void WaitForRoom(Trainer trainer)
    {
        _telemetry.BufferWaits.Add(1);
        _logger.BufferFull(_start.State.Id, trainer.Epoch, _queue.Bytes);
        var since = _time.GetTimestamp();
        _waitingForStore = true;
        _telemetry.WaitingForStore.Add(1);
        while (!_queue.HasRoom && !_stopping && !_abandoned && _commands.IsEmpty)
        {
            _clock.Beat();
            _wake.Wait(LongestWait);
        }

        _waitingForStore = false;
        _telemetry.WaitingForStore.Add(-1);
        var waited = _time.GetElapsedTime(since);
        _recorder.Rounds.WaitedForStore(waited);
        _logger.BufferFree(_start.State.Id, trainer.Epoch, waited.TotalSeconds);
    }

    private void AfterEpoch(Trainer trainer)
    {
        if (_recorder.UnitInstalled)
        {
            _recorder.UnitInstalled = false;
            Checkpoint(trainer, asUnit: true);
        }

        if (_clock.Ticks() && !_recorder.IsReplaying)
        {
            _recorder.Flush();
            _recorder.SampleWeights(trainer);
            if (_time.GetElapsedTime(_checkpointed, _clock.Now) >= _options.CheckpointInterval)
            {
                Checkpoint(trainer, asUnit: false);
            }
        }
    }

    private void Checkpoint(Trainer trainer, bool asUnit)
    {
        if (_recorder.Finished is not null)
        {
            return;
        }

        _recorder.Flush();
        var commit = _queue.Begin();
        commit.Keep(Checkpoints.Take(trainer, commit.NextSeq - 1, _recorder.Step), asUnit);
        _queue.Add(commit);
        _checkpointed = _time.GetTimestamp();
    }
}
