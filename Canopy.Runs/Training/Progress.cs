using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Training;

/// <summary>How far a run's log has come.</summary>
internal record struct Progress(long Step, long Epoch, int HiddenUnits, Figures Figures, RunPhase Phase, long PhaseEpoch)
{
    public static Progress Of(RunState state)
    {
        var run = state.Description;
        var figures = new Figures(run.Loss, run.Accuracy, run.ErrorBits, run.ValidationLoss, run.ValidationAccuracy);
        return new Progress(state.Step, run.Epoch, run.HiddenUnits, figures, state.TrainingPhase, state.PhaseEpoch);
    }

    public readonly void Write(RunChanges changes)
        => changes.Progress(Step, Epoch, HiddenUnits).Figures(Figures).Phase(Phase, PhaseEpoch);
}
