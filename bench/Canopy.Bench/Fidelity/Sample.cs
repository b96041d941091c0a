namespace Canopy.Bench.Fidelity;

/// <summary>Mean and spread of one figure over trials.</summary>
internal sealed class Sample
{
    private readonly List<double> _sorted;

    public Sample(IEnumerable<double> values)
    {
        _sorted = [.. values.Order()];
        Mean = _sorted.Average();
        StandardDeviation = Math.Sqrt(_sorted.Sum(v => (v - Mean) * (v - Mean)) / (_sorted.Count - 1));
    }

    public double Mean { get; }

    /// <summary>Of the trials, with n − 1.</summary>
    public double StandardDeviation { get; }

    /// <summary>Standard error of the mean.</summary>
    public double StandardError => StandardDeviation / Math.Sqrt(_sorted.Count);

    public double Median => (_sorted[(_sorted.Count - 1) / 2] + _sorted[_sorted.Count / 2]) / 2;

    public double Minimum => _sorted[0];

    public double Maximum => _sorted[^1];

    public static Sample HiddenUnits(IEnumerable<Trial> trials) => new(trials.Select(t => (double)t.HiddenUnits));

    public static Sample Epochs(IEnumerable<Trial> trials) => new(trials.Select(t => (double)t.Epochs));

    /// <summary>In millions.</summary>
    public static Sample Crossings(IEnumerable<Trial> trials) => new(trials.Select(t => t.Crossings / 1e6));
}
