using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Canopy.Web.Streaming;

/// <summary>What the stream counts. The meter is <c>Canopy.Web</c>.</summary>
internal sealed class StreamTelemetry
{
    public const string MeterName = "Canopy.Web";

    // Reading a page takes moments, a relay's delay may be that of a store that was away.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private static readonly KeyValuePair<string, object?> BinaryForm = new("form", "binary");
    private static readonly KeyValuePair<string, object?> JsonForm = new("form", "json");

    public StreamTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        Connections = meter.CreateUpDownCounter<long>("canopy.stream.connections", "{connection}", "Open sockets, by channel.");
        Refused = meter.CreateCounter<long>("canopy.stream.connections.refused", "{connection}", "Sockets that were refused, by reason.");
        CutOff = meter.CreateCounter<long>("canopy.stream.connections.cut_off", "{connection}", "Sockets that took too long for one message.");
        FramesSent = meter.CreateCounter<long>("canopy.stream.frames", "{frame}", "Frames sent to viewers, by form.");
        BytesSent = meter.CreateCounter<long>("canopy.stream.sent", "By", "Payload bytes sent, by form.");
        EnvelopesMade = meter.CreateCounter<long>("canopy.stream.envelopes", "{envelope}", "JSON texts made; one per entry, whatever the number of viewers.");
        CoalescedEntries = meter.CreateCounter<long>("canopy.stream.coalesced.entries", "{entry}", "Entries that viewers got as part of a coalesced frame.");
        CoalescedPoints = meter.CreateCounter<long>("canopy.stream.coalesced.points", "{epoch}", "Epochs that coalesced frames left out.");
        Relays = meter.CreateUpDownCounter<long>("canopy.stream.relays", "{run}", "Runs that are followed.");
        RelayDelay = meter.CreateHistogram("canopy.stream.relay.delay", "s", "From an entry's time to its arrival in the relay.", advice: Seconds);
        ReadDuration = meter.CreateHistogram("canopy.stream.relay.read.duration", "s", "Time to read one page of a log.", advice: Seconds);
        Gaps = meter.CreateCounter<long>("canopy.stream.relay.gaps", "{gap}", "Pages of a log that had to be read again because a number was missing.");
        Commands = meter.CreateCounter<long>("canopy.control.commands", "{command}", "Commands on control sockets, by outcome.");
        ShowZeros();
    }

    public static ActivitySource Source { get; } = new(MeterName);

    /// <summary>Counts a frame that left, and what it stands for.</summary>
    public void Sent(RelayFrame frame, StreamForm form, int bytes)
    {
        var tag = form == StreamForm.Binary ? BinaryForm : JsonForm;
        FramesSent.Add(1, tag);
        BytesSent.Add(bytes, tag);
        if (frame.IsCoalesced)
        {
            CoalescedEntries.Add(frame.Seq - frame.FromSeq + 1);
            CoalescedPoints.Add(frame.EpochsLeftOut);
        }
    }

    public UpDownCounter<long> Connections { get; }

    public Counter<long> Refused { get; }

    public Counter<long> CutOff { get; }

    public Counter<long> FramesSent { get; }

    public Counter<long> BytesSent { get; }

    public Counter<long> EnvelopesMade { get; }

    public Counter<long> CoalescedEntries { get; }

    public Counter<long> CoalescedPoints { get; }

    public UpDownCounter<long> Relays { get; }

    public Histogram<double> RelayDelay { get; }

    public Histogram<double> ReadDuration { get; }

    public Counter<long> Gaps { get; }

    public Counter<long> Commands { get; }

    /// <summary>A counter that first appears at 1 hides that 1 from whoever asks for increases.</summary>
    private void ShowZeros()
    {
        foreach (var counter in (Counter<long>[])[CutOff, EnvelopesMade, CoalescedEntries, CoalescedPoints, Gaps])
        {
            counter.Add(0);
        }

        foreach (var form in (KeyValuePair<string, object?>[])[BinaryForm, JsonForm])
        {
            FramesSent.Add(0, form);
            BytesSent.Add(0, form);
        }

        Relays.Add(0);
    }
}
