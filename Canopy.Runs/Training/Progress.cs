using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Training;

/// <summary>How far a run's log has come.</summary>
internal record struct Progress(
    long Step, long Epoch, int HiddenUnits, float? Loss, float? Accuracy, int? ErrorBits, RunPhase Phase, long PhaseEpoch)
{
    public static Progress Of(RunState state) => new(
        state.Step,
        state.Description.Epoch,
        state.Description.HiddenUnits,
        state.Description.Loss,
        state.Description.Accuracy,
        state.Description.ErrorBits,
        state.TrainingPhase,
        state.PhaseEpoch);

    public readonly void Write(RunChanges changes)
        => changes.Progress(Step, Epoch, HiddenUnits).Figures(Loss, Accuracy, ErrorBits).Phase(Phase, PhaseEpoch);
}
