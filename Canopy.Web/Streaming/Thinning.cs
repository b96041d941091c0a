namespace Canopy.Web.Streaming;

/// <summary>A stride that doubles whenever there is more than fits, so that what is kept is spread evenly over the whole.</summary>
internal sealed class Thinning(int maxRows, int maxValues)
{
    private long _rowLimit = maxRows;
    private long _valueLimit = maxValues;
    private long _values;

    public long Stride { get; private set; } = 1;

    public long Rows { get; private set; }

    public bool IsOver => Rows > _rowLimit || _values > _valueLimit;

    public bool Keeps(long index) => index % Stride == 0;

    public void Widen() => Stride *= 2;

    /// <summary>
    /// Rows that must be kept (a phase's first and last) can outnumber the limit: it then moves, lest every entry thins again.
    /// </summary>
    public void Settle()
    {
        if (IsOver)
        {
            (_rowLimit, _valueLimit) = (Math.Max(_rowLimit, 2 * Rows), Math.Max(_valueLimit, 2 * _values));
        }
    }

    public void Add(long rows, long values)
    {
        Rows += rows;
        _values += values;
    }

    /// <summary>Forgets the count, before all is counted anew.</summary>
    public void Recount() => (Rows, _values) = (0, 0);

    public void Reset()
    {
        Recount();
        (Stride, _rowLimit, _valueLimit) = (1, maxRows, maxValues);
    }
}
