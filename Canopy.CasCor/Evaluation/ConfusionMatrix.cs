namespace Canopy.CasCor;

/// <summary>Counts of patterns by their class and the class decided for. Takes memory for the pairs that occur only.</summary>
public sealed class ConfusionMatrix
{
    private readonly Dictionary<(int Actual, int Decided), int> _counts = [];
    private readonly int[] _support;
    private readonly int[] _decided;

    internal ConfusionMatrix(int classes, ReadOnlySpan<int> actual, ReadOnlySpan<int> decided)
    {
        Classes = classes;
        _support = new int[classes];
        _decided = new int[classes];
        for (int p = 0; p < actual.Length; p++)
        {
            (int, int) pair = (actual[p], decided[p]);
            _counts[pair] = _counts.GetValueOrDefault(pair) + 1;
            _support[actual[p]]++;
            _decided[decided[p]]++;
            Correct += actual[p] == decided[p] ? 1 : 0;
        }
    }

    /// <summary>Number of classes: rows, and columns.</summary>
    public int Classes { get; }

    /// <summary>Patterns on the diagonal.</summary>
    public int Correct { get; }

    /// <summary>Patterns of class <paramref name="actual"/> (row) that were taken for class <paramref name="decided"/> (column).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int this[int actual, int decided]
    {
        get
        {
            Check(actual);
            Check(decided);
            return _counts.GetValueOrDefault((actual, decided));
        }
    }

    /// <summary>Patterns of the class: the sum of its row.</summary>
    public int Support(int actual)
    {
        Check(actual);
        return _support[actual];
    }

    /// <summary>Patterns taken for the class: the sum of its column.</summary>
    public int Decided(int decided)
    {
        Check(decided);
        return _decided[decided];
    }

    private void Check(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Classes);
    }
}
