namespace Canopy.ServiceDefaults.Metrics;

/// <summary>Counts by bucket, and the sum.</summary>
internal sealed class HistogramSeries(TagSet tags, double[] bounds) : Series(tags)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    public override void Add(double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        // A bound belongs to the bucket that it ends.
        var bucket = Array.BinarySearch(bounds, value);
        bucket = bucket < 0 ? ~bucket : bucket;
        lock (_lock)
        {
            _counts[bucket]++;
            _sum += value;
        }
    }

    /// <summary>Copies the counts, one per bucket, not yet added up; returns the sum of all values.</summary>
    public double Read(Span<long> counts)
    {
        lock (_lock)
        {
            _counts.CopyTo(counts);
            return _sum;
        }
    }
}
