namespace Canopy.CasCor;

/// <summary>How near values are to their targets, over all outputs in the unit of the data set (standardised, if that is).</summary>
/// <param name="MeanSquaredError">Σ (out − target)² / (N · outputs).</param>
/// <param name="RootMeanSquaredError">Its square root.</param>
/// <param name="MeanAbsoluteError">Σ |out − target| / (N · outputs).</param>
/// <param name="RSquared">Mean of the outputs' R²; NaN when one of them is.</param>
/// <param name="ErrorIndex">
/// <paramref name="RootMeanSquaredError"/> over the standard deviation of all targets, as in the programs of Cascade-Correlation's
/// authors; NaN when they are all equal.
/// </param>
/// <param name="Outputs">One entry per output, in raw units.</param>
public sealed record RegressionFigures(
    double MeanSquaredError,
    double RootMeanSquaredError,
    double MeanAbsoluteError,
    double RSquared,
    double ErrorIndex,
    IReadOnlyList<OutputErrors> Outputs)
{
    internal static RegressionFigures Of(ReadOnlySpan<float> outputs, Dataset data)
    {
        var standardised = new OutputErrors[data.Outputs];
        for (int o = 0; o < data.Outputs; o++)
            standardised[o] = OutputErrors.Of(outputs, data, o);

        double squared = standardised.Average(o => o.MeanSquaredError);
        double root = Math.Sqrt(squared);
        return new RegressionFigures(
            squared,
            root,
            standardised.Average(o => o.MeanAbsoluteError),
            standardised.Average(o => o.RSquared),
            root / StandardDeviation(data.TargetValues),
            [.. standardised.Select(o => o.InUnitsOf(data.Description.Targets?.Deviations[o.Index] ?? 1f))]);
    }

    /// <summary>Over all targets together, with N · outputs − 1 in the denominator, as in the C program.</summary>
    private static double StandardDeviation(ReadOnlySpan<float> targets)
    {
        if (!targets.ContainsAnyExcept(targets[0]))
            return double.NaN;

        double mean = 0;
        foreach (float target in targets)
            mean += target;
        mean /= targets.Length;

        double squares = 0;
        foreach (float target in targets)
            squares += (target - mean) * (target - mean);
        return Math.Sqrt(squares / (targets.Length - 1));
    }
}

/// <summary>Errors of one output in its raw unit: the unit before standardisation.</summary>
/// <param name="Index">The output, from 0.</param>
/// <param name="MeanSquaredError">Σ (out − target)² / N, in the unit's square.</param>
/// <param name="RootMeanSquaredError">Its square root, in the unit.</param>
/// <param name="MeanAbsoluteError">Σ |out − target| / N, in the unit.</param>
/// <param name="RSquared">1 − Σ (out − target)² / Σ (target − mean target)², at most 1; NaN when the target never varies.</param>
public sealed record OutputErrors(int Index, double MeanSquaredError, double RootMeanSquaredError, double MeanAbsoluteError, double RSquared)
{
    internal static OutputErrors Of(ReadOnlySpan<float> outputs, Dataset data, int index)
    {
        ReadOnlySpan<float> targets = data.TargetValues;
        double squares = 0;
        double absolute = 0;
        double mean = 0;
        for (int i = index; i < targets.Length; i += data.Outputs)
        {
            double error = (double)outputs[i] - targets[i];
            squares += error * error;
            absolute += Math.Abs(error);
            mean += targets[i] / (double)data.Patterns;
        }

        double variation = 0;
        bool varies = false;
        for (int i = index; i < targets.Length; i += data.Outputs)
        {
            variation += (targets[i] - mean) * (targets[i] - mean);
            varies |= targets[i] != targets[index];
        }

        double squared = squares / data.Patterns;
        return new OutputErrors(index, squared, Math.Sqrt(squared), absolute / data.Patterns, varies ? 1 - (squares / variation) : double.NaN);
    }

    internal OutputErrors InUnitsOf(double deviation) => this with
    {
        MeanSquaredError = MeanSquaredError * deviation * deviation,
        RootMeanSquaredError = RootMeanSquaredError * deviation,
        MeanAbsoluteError = MeanAbsoluteError * deviation,
    };
}
