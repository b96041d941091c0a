namespace Canopy.Bench.Presets;

/// <summary>A configuration's attempts at every problem.</summary>
internal sealed record Outcome(Configuration Configuration, IReadOnlyList<IReadOnlyList<Attempt>> Attempts)
{
    /// <summary>One per problem, of the patterns that were not trained on, in percent.</summary>
    public IReadOnlyList<double> TestErrors { get; } = [.. Attempts.Select(a => a.Average(t => t.TestError))];

    public double HiddenUnits => Attempts.Average(a => a.Average(t => t.HiddenUnits));

    public double Epochs => Attempts.Average(a => a.Average(t => t.Epochs));

    /// <summary>In millions.</summary>
    public double Crossings => Attempts.Average(a => a.Average(t => t.Crossings / 1e6));

    /// <summary>The median of the seeds: other work on the machine shows less.</summary>
    public double Milliseconds => Attempts.Average(a => a.Select(t => t.Milliseconds).Order().ElementAt(a.Count / 2));

    /// <summary>It solves, on every seed, the two problems that Cascade-Correlation is known by.</summary>
    public bool IsDependable => SolvedShare(Problem.TwoSpirals) == 1 && SolvedShare(Problem.Parity) == 1;

    public static Outcome Measure(Configuration configuration, ulong firstSeed, int seeds)
        => new(configuration, [.. Problem.All.Select(problem => Attempt.RunAll(problem, configuration.Options, firstSeed, seeds))]);

    public double SolvedShare(Problem problem)
    {
        var attempts = Attempts[Problem.All.ToList().IndexOf(problem)];
        return attempts.Count(a => a.Solved) / (double)attempts.Count;
    }

    /// <summary>
    /// The geometric mean over the problems of (test error + 1 %) / (the baseline's + 1 %): below 1 is better. The added percent keeps
    /// problems that everybody solves from deciding.
    /// </summary>
    public double Score(Outcome baseline)
    {
        const double Floor = 1;
        var logs = TestErrors.Zip(baseline.TestErrors, (own, other) => Math.Log((own + Floor) / (other + Floor)));
        return Math.Exp(logs.Average());
    }
}
