namespace Canopy.CasCor;

/// <summary>What the numbers of a data set mean: names, class labels, and how raw values became the values that are trained on.</summary>
/// <remarks>A list that is empty says nothing; one that is not has one entry per input, output or class.</remarks>
public sealed record DataDescription
{
    /// <summary>Says nothing.</summary>
    public static DataDescription Empty { get; } = new();

    /// <summary>One name per input.</summary>
    public IReadOnlyList<string> InputNames { get; init; } = [];

    /// <summary>One name per output.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = [];

    /// <summary>The label of class k at index k; empty for regression.</summary>
    public IReadOnlyList<string> ClassLabels { get; init; } = [];

    /// <summary>What was done to the inputs; null when they are raw.</summary>
    public Standardisation? Inputs { get; init; }

    /// <summary>What was done to the targets; null when they are raw, and for classification.</summary>
    public Standardisation? Targets { get; init; }

    /// <summary>Equal when all entries are.</summary>
    public bool Equals(DataDescription? other)
        => other is not null
            && InputNames.SequenceEqual(other.InputNames, StringComparer.Ordinal)
            && OutputNames.SequenceEqual(other.OutputNames, StringComparer.Ordinal)
            && ClassLabels.SequenceEqual(other.ClassLabels, StringComparer.Ordinal)
            && Equals(Inputs, other.Inputs)
            && Equals(Targets, other.Targets);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(InputNames.Count, OutputNames.Count, ClassLabels.Count, Inputs, Targets);
}
