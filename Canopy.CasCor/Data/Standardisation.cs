namespace Canopy.CasCor;

/// <summary>
/// How columns were brought to mean 0 and deviation 1: z = (x − mean) / deviation, column by column. It is kept with the data
/// and the network, so that new inputs can be treated as the training inputs were, and outputs be read in their own unit.
/// </summary>
/// <param name="Means">One per column, finite.</param>
/// <param name="Deviations">One per column, finite and positive.</param>
/// <exception cref="ArgumentException">Lists of different lengths, a mean that is not finite, a deviation that is not positive and finite.</exception>
public sealed record Standardisation(IReadOnlyList<float> Means, IReadOnlyList<float> Deviations)
{
    private readonly float[] _means = CheckedMeans(Means);
    private readonly float[] _deviations = CheckedDeviations(Deviations, Means.Count);

    /// <summary>One per column; copied.</summary>
    public IReadOnlyList<float> Means => _means;

    /// <summary>One per column, positive; copied.</summary>
    public IReadOnlyList<float> Deviations => _deviations;

    /// <summary>Number of columns.</summary>
    public int Columns => _means.Length;

    /// <summary>
    /// Mean and standard deviation (of the population, √(Σ(x − mean)² / N)) of each column; the deviation of a column that never
    /// varies is 1. Sums are double and run from the first row to the last.
    /// </summary>
    /// <param name="rows">Finite values, one row after the other: at least one row of <paramref name="columns"/>.</param>
    /// <param name="columns">Values per row.</param>
    /// <exception cref="ArgumentException">No row, or not a whole number of rows.</exception>
    public static Standardisation Of(ReadOnlySpan<float> rows, int columns)
    {
        if (columns < 1 || rows.IsEmpty || rows.Length % columns != 0)
            throw new ArgumentException($"{rows.Length} values are not one or more rows of {columns}.", nameof(rows));

        int count = rows.Length / columns;
        double[] means = new double[columns];
        double[] squares = new double[columns];
        for (int start = 0; start < rows.Length; start += columns)
        {
            for (int c = 0; c < columns; c++)
                means[c] += rows[start + c];
        }

        for (int c = 0; c < columns; c++)
            means[c] /= count;
        for (int start = 0; start < rows.Length; start += columns)
        {
            for (int c = 0; c < columns; c++)
            {
                double distance = rows[start + c] - means[c];
                squares[c] += distance * distance;
            }
        }

        return new Standardisation([.. means.Select(m => (float)m)], [.. squares.Select(s => Deviation(s / count))]);
    }

    /// <summary>z = (x − mean) / deviation, computed in double and rounded once. NaN and infinities stay what they are.</summary>
    /// <param name="rows">Raw rows, one after the other: any number × <see cref="Columns"/>.</param>
    /// <param name="to">As long as <paramref name="rows"/>; may be the same memory.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit.</exception>
    public void Apply(ReadOnlySpan<float> rows, Span<float> to)
    {
        CheckLengths(rows, to);
        for (int start = 0; start < rows.Length; start += Columns)
        {
            for (int c = 0; c < _means.Length; c++)
                to[start + c] = (float)(((double)rows[start + c] - _means[c]) / _deviations[c]);
        }
    }

    /// <summary>x = z · deviation + mean, computed in double and rounded once: what <see cref="Apply"/> did, undone.</summary>
    /// <param name="rows">Standardised rows, one after the other: any number × <see cref="Columns"/>.</param>
    /// <param name="to">As long as <paramref name="rows"/>; may be the same memory.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit.</exception>
    public void Undo(ReadOnlySpan<float> rows, Span<float> to)
    {
        CheckLengths(rows, to);
        for (int start = 0; start < rows.Length; start += Columns)
        {
            for (int c = 0; c < _means.Length; c++)
                to[start + c] = (float)(((double)rows[start + c] * _deviations[c]) + _means[c]);
        }
    }

    /// <summary>Equal when all numbers are.</summary>
    public bool Equals(Standardisation? other)
        => other is not null && _means.AsSpan().SequenceEqual(other._means) && _deviations.AsSpan().SequenceEqual(other._deviations);

    /// <inheritdoc/>
    public override int GetHashCode() => Columns == 0 ? 0 : HashCode.Combine(Columns, _means[0], _deviations[0]);

    /// <summary>A variance too small for a float still gives a positive deviation.</summary>
    private static float Deviation(double variance) => variance > 0 ? MathF.Max((float)Math.Sqrt(variance), float.Epsilon) : 1f;

    private void CheckLengths(ReadOnlySpan<float> rows, Span<float> to)
    {
        if (Columns == 0 ? !rows.IsEmpty : rows.Length % Columns != 0)
            throw new ArgumentException($"{rows.Length} values are not a whole number of rows of {Columns}.", nameof(rows));
        if (to.Length != rows.Length)
            throw new ArgumentException($"{rows.Length} values do not fit a span of {to.Length}.", nameof(to));
    }

    private static float[] CheckedMeans(IReadOnlyList<float> means)
    {
        ArgumentNullException.ThrowIfNull(means);
        return means.All(float.IsFinite) ? [.. means] : throw new ArgumentException("Every mean must be finite.", nameof(means));
    }

    private static float[] CheckedDeviations(IReadOnlyList<float> deviations, int columns)
    {
        ArgumentNullException.ThrowIfNull(deviations);
        if (deviations.Count != columns)
            throw new ArgumentException($"{columns} means need {columns} deviations, not {deviations.Count}.", nameof(deviations));
        return deviations.All(d => float.IsFinite(d) && d > 0)
            ? [.. deviations]
            : throw new ArgumentException("Every deviation must be positive and finite.", nameof(deviations));
    }
}
