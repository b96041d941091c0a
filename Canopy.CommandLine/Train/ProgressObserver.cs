using Canopy.CasCor;

namespace Canopy.CommandLine.Train;

/// <summary>The newest figures of a run, for whoever shows them.</summary>
internal sealed class ProgressObserver : ITrainingObserver
{
    public OutputEpoch? LastOutputEpoch { get; private set; }

    public float BestScore { get; private set; }

    /// <summary>Called when a unit has joined.</summary>
    public Action<UnitInstalled>? UnitInstalled { get; set; }

    public void OnPhaseStarted(in PhaseStarted phase)
    {
    }

    public void OnOutputEpoch(in OutputEpoch epoch) => LastOutputEpoch = epoch;

    public void OnCandidateEpoch(in CandidateEpoch epoch, ReadOnlySpan<float> scores) => BestScore = scores[epoch.BestCandidate];

    public void OnUnitInstalled(in UnitInstalled unit, ReadOnlySpan<float> weights) => UnitInstalled?.Invoke(unit);

    public void OnOutputWeights(long epoch, int hiddenUnits, ReadOnlySpan<float> weights)
    {
    }

    public void OnFinished(in TrainingFinished finished)
    {
    }
}
