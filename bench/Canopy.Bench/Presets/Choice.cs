namespace Canopy.Bench.Presets;

/// <summary>The rule by which <c>modern</c> is chosen.</summary>
internal static class Choice
{
    /// <summary>Scores that differ by less are as good as equal.</summary>
    public const double Tie = 0.02;

    /// <summary>Of the dependable configurations, those with a score within the tie of the best; of these, the one with the fewest changes, then the best.</summary>
    public static Outcome Of(IReadOnlyList<Outcome> outcomes, Outcome baseline)
    {
        var dependable = outcomes.Where(o => o.IsDependable).ToList();
        var best = dependable.Min(o => o.Score(baseline));
        return dependable
            .Where(o => o.Score(baseline) <= best * (1 + Tie))
            .OrderBy(o => o.Configuration.Changes.Count)
            .ThenBy(o => o.Score(baseline))
            .First();
    }
}
