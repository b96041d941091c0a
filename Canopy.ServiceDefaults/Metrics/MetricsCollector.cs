using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Canopy.ServiceDefaults.Telemetry;

namespace Canopy.ServiceDefaults.Metrics;

/// <summary>Listens to the program's instruments and keeps the newest state of each series.</summary>
internal sealed class MetricsCollector : IDisposable
{
    private const int MaxFamilies = 1000;

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _collecting = new();
    private readonly IMeterFactory _meters;
    private int _cycle;

    public MetricsCollector(IMeterFactory meters)
    {
        _meters = meters;
        _listener.InstrumentPublished = Publish;
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => Record((double)value, tags, state));
        _listener.Start();
    }

    /// <summary>Asks the observable instruments and hands all families over, by name.</summary>
    public void Collect(Action<IEnumerable<MetricFamily>> read)
    {
        lock (_collecting)
        {
            _cycle++;
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException)
            {
                // An instrument that throws is missing from this collection; the others are not.
            }

            foreach (var family in _families.Values)
            {
                family.Expire(_cycle);
            }

            read(_families.Values.OrderBy(family => family.Name.Family, StringComparer.Ordinal));
        }
    }

    public void Dispose() => _listener.Dispose();

    private static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var (family, keeping, collector) = (Target)state!;
        if (keeping is Keeping.WhileReported)
        {
            family.Set(value, tags, collector._cycle);
        }
        else if (keeping is Keeping.Newest)
        {
            family.Set(value, tags, cycle: 0);
        }
        else
        {
            family.Add(value, tags);
        }
    }

    private void Publish(Instrument instrument, MeterListener listener)
    {
        // Meters of another host in this process, as in tests, are none of ours.
        if (!Meters.IsExported(instrument.Meter.Name)
            || (instrument.Meter.Scope is not null && !ReferenceEquals(instrument.Meter.Scope, _meters)))
        {
            return;
        }

        var (kind, keeping) = Classify(instrument);
        var name = MetricName.Of(instrument, kind);
        if (!_families.TryGetValue(name.Family, out var family))
        {
            if (_families.Count >= MaxFamilies)
            {
                return;
            }

            family = _families.GetOrAdd(name.Family, _ => new MetricFamily(instrument, name, kind));
        }

        // Two instruments may share a name, not with different kinds: the page would not parse.
        if (family.Kind == kind)
        {
            listener.EnableMeasurementEvents(instrument, new Target(family, keeping, this));
        }
    }

    private static (MetricKind Kind, Keeping Keeping) Classify(Instrument instrument)
    {
        var type = instrument.GetType();
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return
            open == typeof(Counter<>) ? (MetricKind.Counter, Keeping.Sum)
            : open == typeof(ObservableCounter<>) ? (MetricKind.Counter, Keeping.WhileReported)
            : open == typeof(Histogram<>) ? (MetricKind.Histogram, Keeping.Sum)
            : open == typeof(UpDownCounter<>) ? (MetricKind.Gauge, Keeping.Sum)
            : open == typeof(Gauge<>) ? (MetricKind.Gauge, Keeping.Newest)
            : (MetricKind.Gauge, Keeping.WhileReported);
    }

    private enum Keeping
    {
        /// <summary>Measurements are added.</summary>
        Sum,

        /// <summary>A measurement replaces the one before.</summary>
        Newest,

        /// <summary>The same, and the series goes when it is no longer reported.</summary>
        WhileReported,
    }

    private sealed record Target(MetricFamily Family, Keeping Keeping, MetricsCollector Collector);
}
