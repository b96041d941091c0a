using System.Globalization;

namespace Canopy.CasCor.Tests.Training;

/// <summary>Writes every call down, with the bits of all numbers.</summary>
internal sealed class RecordingObserver : ITrainingObserver
{
    public List<string> Calls { get; } = [];

    public List<OutputEpoch> OutputEpochs { get; } = [];

    public List<float[]> CandidateScores { get; } = [];

    public List<UnitInstalled> Installed { get; } = [];

    public List<(long Epoch, int HiddenUnits, float[] Weights)> OutputWeights { get; } = [];

    public void OnPhaseStarted(in PhaseStarted phase) => Calls.Add($"phase {phase}");

    public void OnOutputEpoch(in OutputEpoch epoch)
    {
        OutputEpochs.Add(epoch);
        Calls.Add($"output {epoch.Epoch} {epoch}");
    }

    public void OnCandidateEpoch(in CandidateEpoch epoch, ReadOnlySpan<float> scores)
    {
        CandidateScores.Add(scores.ToArray());
        Calls.Add($"candidate {epoch.Epoch} {epoch} {Text(scores)}");
    }

    public void OnUnitInstalled(in UnitInstalled unit, ReadOnlySpan<float> weights)
    {
        Installed.Add(unit);
        Calls.Add($"unit {unit} {Text(weights)}");
    }

    public void OnOutputWeights(long epoch, int hiddenUnits, ReadOnlySpan<float> weights)
    {
        OutputWeights.Add((epoch, hiddenUnits, weights.ToArray()));
        Calls.Add(string.Create(CultureInfo.InvariantCulture, $"weights {epoch} {hiddenUnits} {Text(weights)}"));
    }

    public void OnFinished(in TrainingFinished finished) => Calls.Add($"finished {finished}");

    private static string Text(ReadOnlySpan<float> values)
        => string.Join(' ', values.ToArray().Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
}
