using Canopy.CasCor;

namespace Canopy.Bench.Speed;

/// <summary>What it costs to be watched.</summary>
internal static class ObserverSection
{
    private const int Patterns = 1600;
    private const int Turns = 80;
    private const double MostRatio = 1.05;

    public static SpeedSection Measure()
    {
        var section = new SpeedSection();
        var data = Generators.Generate("two-spirals", new Dictionary<string, double> { ["points_per_arm"] = Patterns / 2 });
        var options = TrainingPresets.TwoSpirals with { MaxHiddenUnits = 12 };
        var seconds = Speed.Turns.LeastSeconds(
            Turns,
            () => TrainingTime.Measure(data, options, seed: 1).Seconds,
            () => TrainingTime.Measure(data, options, seed: 1, new Onlooker()).Seconds);
        section.Limits.Add(Limit.AtMost($"training watched / not watched, {Patterns:N0} patterns", seconds[1] / seconds[0], MostRatio, "0.00"));
        section.Paragraph("## Being watched");
        section.Paragraph($"Training {Patterns:N0} patterns to 12 units with an observer that reads every figure and every candidate's score of every epoch takes "
            + $"{SpeedSection.Number(seconds[1] / seconds[0], "0.00")} times as long as without.");
        return section;
    }

    /// <summary>Reads all that it is shown.</summary>
    private sealed class Onlooker : ITrainingObserver
    {
        private float _sum;

        public void OnPhaseStarted(in PhaseStarted phase) => _sum += phase.Epoch;

        public void OnOutputEpoch(in OutputEpoch epoch) => _sum += epoch.Loss + epoch.Accuracy + epoch.ErrorBits;

        public void OnCandidateEpoch(in CandidateEpoch epoch, ReadOnlySpan<float> scores)
        {
            foreach (var score in scores)
            {
                _sum += score;
            }
        }

        public void OnUnitInstalled(in UnitInstalled unit, ReadOnlySpan<float> weights) => _sum += weights[0];

        public void OnOutputWeights(long epoch, int hiddenUnits, ReadOnlySpan<float> weights) => _sum += weights[0];

        public void OnFinished(in TrainingFinished finished) => _sum += finished.Loss;
    }
}
