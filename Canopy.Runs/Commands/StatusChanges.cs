using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Commands;

/// <summary>Status entries of runs that nobody trains at the moment.</summary>
internal static class StatusChanges
{
    public static StatusChange Of(RunState state, RunStatus status, string cause, RunCommand command)
    {
        var run = state.Description;
        return new StatusChange(new StatusChangeDetails
        {
            Status = status,
            PreviousStatus = run.Status,
            Phase = RunFields.PhaseOf(status, state.TrainingPhase),
            Epoch = run.Epoch,
            HiddenUnits = run.HiddenUnits,
            Cause = cause,
            CommandId = command.CommandId,
            By = command.By,
            Loss = run.Loss,
            Accuracy = run.Accuracy,
            ErrorBits = run.ErrorBits,
            ValidationLoss = run.ValidationLoss,
            ValidationAccuracy = run.ValidationAccuracy,
            NetworkHash = status == RunStatus.Completed ? run.NetworkHash : null,
        });
    }

    public static StatusChange Reset(RunStatus previous, RunCommand command) => new(new StatusChangeDetails
    {
        Status = RunStatus.Stopped,
        PreviousStatus = previous,
        Phase = RunPhase.Idle,
        Epoch = 0,
        HiddenUnits = 0,
        Cause = "reset",
        CommandId = command.CommandId,
        By = command.By,
    });

    /// <summary>The first entry of a log.</summary>
    public static StatusChange Created(string? by) => new(new StatusChangeDetails
    {
        Status = RunStatus.Stopped,
        Phase = RunPhase.Idle,
        Epoch = 0,
        HiddenUnits = 0,
        Cause = "created",
        By = by,
    });

    /// <summary>The second entry of a run that is started as it is created.</summary>
    public static StatusChange StartedAtOnce(string? by) => new(new StatusChangeDetails
    {
        Status = RunStatus.Started,
        PreviousStatus = RunStatus.Stopped,
        Phase = RunPhase.Output,
        Epoch = 0,
        HiddenUnits = 0,
        Cause = "start",
        By = by,
    });
}
