using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Microsoft.Extensions.Logging;

namespace Canopy.Runs.Training;

/// <summary>
/// The last commit of an owner: status, checkpoint, the place among the active runs and the lease change together, so that there
/// is no moment in which half of it holds. On the training thread.
/// </summary>
internal sealed class RunEnding(RunState state, Recorder recorder, CommitQueue queue, TimeProvider time, ILogger logger)
{
    /// <summary>Why training ended here; null as long as it has not, and when it is left to the next owner.</summary>
    public string? Cause { get; private set; }

    /// <summary>Pause or stop. Without a trainer (training has not caught up with the log) the older checkpoint stays good.</summary>
    public void Rest(RunStatus status, string cause, RunCommand? command, Trainer? trainer)
    {
        var commit = Begin(status, cause, null, command);
        if (trainer is not null && recorder.Step > 0)
        {
            commit.Keep(Checkpoints.Take(trainer, commit.NextSeq - 1, recorder.Step), asUnit: false);
        }

        End(commit, status, cause);
    }

    /// <summary>Training is over: the network is complete, or it diverged, and its last checkpoint stays.</summary>
    public void Finish(Trainer trainer, TrainingFinished finished)
    {
        recorder.TakeFinalFigures(finished);
        if (finished.Reason == FinishReason.Diverged)
        {
            var reason = $"Training diverged at epoch {finished.Epoch}: a weight or the error became NaN or infinite. "
                + $"A smaller output.{StepOption(trainer.Options.Output)} or candidate.{StepOption(trainer.Options.Candidate)} may help.";
            var failed = Begin(RunStatus.Failed, "diverged", reason, null);
            failed.Changes.FinishedAt(time.GetUtcNow());
            End(failed, RunStatus.Failed, "diverged");
            return;
        }

        var cause = finished.Reason switch
        {
            FinishReason.Victory => "victory",
            FinishReason.MaxHiddenUnits => "max_hidden_units",
            FinishReason.EarlyStopped => "early_stopped",
            _ => "max_epochs",
        };
        var hash = trainer.Network.ComputeHash();
        var commit = Begin(RunStatus.Completed, cause, null, null, hash);
        commit.Keep(Checkpoints.Take(trainer, commit.NextSeq - 1, recorder.Step), asUnit: false);
        commit.Changes.NetworkHash(hash).FinishedAt(time.GetUtcNow());
        End(commit, RunStatus.Completed, cause);
    }

    /// <summary>A mistake of ours or damaged data; nothing internal is told to whoever asks for the run.</summary>
    public void Fail(Exception exception)
    {
        var reason = exception is InvalidCheckpointException or InvalidOptionsException or InvalidDataSetException
            ? exception.Message
            : "An internal error ended the training; the log of the backend has it.";
        var commit = Begin(RunStatus.Failed, "error", reason, null);
        commit.Changes.FinishedAt(time.GetUtcNow());
        End(commit, RunStatus.Failed, "error");
    }

    /// <summary>The network is dropped, and the log begins anew with this entry.</summary>
    public void Reset(RunCommand command, TrainingOptions options)
    {
        var change = StatusChanges.Reset(RunStatus.Started, command);
        var commit = recorder.Entry(EventKind.StatusChange, change, ContractsJson.Default.StatusChange, Queueing.Leave, release: true, reset: true);
        commit.Changes.Untrained(options).Status(RunStatus.Stopped);
        commit.Answers.Add(Answers.Applied(command));
        End(commit, RunStatus.Stopped, "reset");
    }

    /// <summary>The process stops: the run stays started and is left to its next owner.</summary>
    public void Leave(Trainer? trainer)
    {
        recorder.Flush();
        var commit = queue.Begin(release: true);
        if (trainer is not null && recorder.Finished is null && recorder.Step > 0)
        {
            commit.Keep(Checkpoints.Take(trainer, commit.NextSeq - 1, recorder.Step), asUnit: false);
        }

        queue.Add(commit);
        logger.LeftBehind(state.Id, recorder.Progress.Epoch);
    }

    /// <summary>The option that decides how large a phase's steps are.</summary>
    private static string StepOption(PhaseOptions phase) => phase.Optimiser switch
    {
        Optimiser.Irprop => "max_step",
        Optimiser.Adam => "learning_rate",
        _ => "epsilon",
    };

    private Commit Begin(RunStatus status, string cause, string? reason, RunCommand? command, string? networkHash = null)
    {
        var now = recorder.Progress;
        var details = new StatusChangeDetails
        {
            Status = status,
            PreviousStatus = RunStatus.Started,
            Phase = RunFields.PhaseOf(status, now.Phase),
            Epoch = now.Epoch,
            HiddenUnits = now.HiddenUnits,
            Cause = cause,
            Reason = reason,
            CommandId = command?.CommandId,
            By = command?.By,
            Loss = now.Figures.Loss,
            Accuracy = now.Figures.Accuracy,
            ErrorBits = now.Figures.ErrorBits,
            ValidationLoss = now.Figures.ValidationLoss,
            ValidationAccuracy = now.Figures.ValidationAccuracy,
            NetworkHash = networkHash,
        };
        var commit = recorder.Entry(
            EventKind.StatusChange, new StatusChange(details), ContractsJson.Default.StatusChange, Queueing.Leave, release: true);
        commit.Changes.Status(status, reason ?? (status == RunStatus.Completed ? cause : null)).Budget(null);
        if (command is not null)
        {
            commit.Answers.Add(Answers.Applied(command));
        }

        return commit;
    }

    private void End(Commit commit, RunStatus status, string cause)
    {
        Cause = cause;
        queue.Add(commit);
        logger.Ended(state.Id, status, recorder.Progress.Epoch, recorder.Progress.HiddenUnits, cause);
    }
}
