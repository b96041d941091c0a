using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Canopy.ServiceDefaults.Metrics;

/// <summary>All series of one name.</summary>
internal sealed class MetricFamily
{
    /// <summary>More series than this are one: a tag that never repeats must not fill the memory.</summary>
    public const int MaxSeries = 500;

    private readonly ConcurrentDictionary<TagSet, Series> _series = new(TagSetComparer.Instance);
    private readonly ConcurrentDictionary<TagSet, Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;
    private int _count;

    public MetricFamily(Instrument instrument, MetricName name, MetricKind kind)
    {
        Name = name;
        Kind = kind;
        Help = instrument.Description ?? "";
        Bounds = kind == MetricKind.Histogram ? Buckets.Of(instrument) : [];
        _lookup = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    public MetricName Name { get; }

    public MetricKind Kind { get; }

    public string Help { get; }

    public double[] Bounds { get; }

    public IEnumerable<Series> Series => _series.Values;

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // A counter that went back would look like a restart.
        if (Kind != MetricKind.Counter || value >= 0)
        {
            Find(tags).Add(value);
        }
    }

    public void Set(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, int cycle)
    {
        var series = Find(tags);
        series.Set(value);
        series.Cycle = cycle;
    }

    /// <summary>Forgets observed series that were not reported in this collection: what they told of is gone.</summary>
    public void Expire(int cycle)
    {
        foreach (var (tags, series) in _series)
        {
            if (series.Cycle != 0 && series.Cycle != cycle && _series.TryRemove(tags, out _))
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    private Series Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_lookup.TryGetValue(tags, out var series))
        {
            return series;
        }

        // Racing threads may pass the limit by their number, no more.
        var key = Volatile.Read(ref _count) < MaxSeries ? TagSet.Copy(tags) : TagSet.Overflow;
        series = Kind == MetricKind.Histogram ? new HistogramSeries(key, Bounds) : new Series(key);
        if (_series.TryAdd(key, series))
        {
            Interlocked.Increment(ref _count);
            return series;
        }

        return _series.GetOrAdd(key, series);
    }
}
