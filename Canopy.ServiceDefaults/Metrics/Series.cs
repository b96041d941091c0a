namespace Canopy.ServiceDefaults.Metrics;

/// <summary>One number, added to or replaced.</summary>
internal class Series(TagSet tags)
{
    private double _value;

    public TagSet Tags => tags;

    /// <summary>The collection in which an observed series was last reported; others have 0.</summary>
    public int Cycle { get; set; }

    public double Value => Volatile.Read(ref _value);

    public virtual void Add(double value)
    {
        double before;
        do
        {
            before = Volatile.Read(ref _value);
        }
        while (Interlocked.CompareExchange(ref _value, before + value, before) != before);
    }

    public void Set(double value) => Volatile.Write(ref _value, value);
}
