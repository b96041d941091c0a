using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Canopy.Runs;

/// <summary>Instruments of the run service, under the meter and the activity source <see cref="Name"/>.</summary>
internal sealed class Telemetry : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Canopy.Runs";

    public static readonly KeyValuePair<string, object?> OutputPhase = new("phase", "output");
    public static readonly KeyValuePair<string, object?> CandidatePhase = new("phase", "candidate");

    private readonly Meter _meter;
    private long _bufferedBytes;

    public Telemetry(IMeterFactory? factory = null)
    {
        _meter = factory?.Create(Name) ?? new Meter(Name);
        Epochs = _meter.CreateCounter<long>("canopy.training.epochs", "{epoch}", "Epochs recorded, by phase.");
        RunsActive = _meter.CreateUpDownCounter<long>("canopy.runs.active", "{run}", "Runs that this process trains.");
        QueueLength = _meter.CreateGauge<long>("canopy.runs.waiting", "{run}", "Runs that wait for a free core of any backend.");
        Claims = _meter.CreateCounter<long>("canopy.runs.claims", "{claim}", "Runs taken from the queue or from an owner that is gone.");
        CommitSeconds = _meter.CreateHistogram(
            "canopy.store.commit.duration", "s", "Time of one commit, retries included.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });
        CommitEntries = _meter.CreateCounter<long>("canopy.store.commit.entries", "{entry}", "Log entries committed.");
        CommitRetries = _meter.CreateCounter<long>("canopy.store.commit.retries", "{retry}", "Commits tried again because the store was slow or away.");
        StaleRefused = _meter.CreateCounter<long>("canopy.store.commit.refused", "{commit}", "Commits of an owner that had been replaced, refused by the store.");
        BufferWaits = _meter.CreateCounter<long>("canopy.training.buffer_waits", "{wait}", "Times that training waited for the store at the bound of its buffer.");
        WaitingForStore = _meter.CreateUpDownCounter<long>("canopy.training.waiting_for_store", "{run}", "Runs whose training waits for the store now.");
        Commands = _meter.CreateCounter<long>("canopy.commands", "{command}", "Commands by kind and outcome.");
        _meter.CreateObservableGauge("canopy.training.buffered", () => Interlocked.Read(ref _bufferedBytes), "By", "Bytes that wait for the store.");
        ShowZeros();
    }

    public static ActivitySource Source { get; } = new(Name);

    public Counter<long> Epochs { get; }

    public UpDownCounter<long> RunsActive { get; }

    public Gauge<long> QueueLength { get; }

    public Counter<long> Claims { get; }

    public Histogram<double> CommitSeconds { get; }

    public Counter<long> CommitEntries { get; }

    public Counter<long> CommitRetries { get; }

    public Counter<long> StaleRefused { get; }

    public Counter<long> BufferWaits { get; }

    public UpDownCounter<long> WaitingForStore { get; }

    public Counter<long> Commands { get; }

    public void Buffered(long bytes) => Interlocked.Add(ref _bufferedBytes, bytes);

    public void Dispose() => _meter.Dispose();

    /// <summary>A counter that first appears at 1 hides that 1 from whoever asks for increases.</summary>
    private void ShowZeros()
    {
        foreach (var counter in (Counter<long>[])[Claims, CommitEntries, CommitRetries, StaleRefused, BufferWaits])
        {
            counter.Add(0);
        }

        Epochs.Add(0, OutputPhase);
        Epochs.Add(0, CandidatePhase);
        RunsActive.Add(0);
        WaitingForStore.Add(0);
    }
}
