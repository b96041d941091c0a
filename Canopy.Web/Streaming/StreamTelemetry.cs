using System.Diagnostics.Metrics;

namespace Canopy.Web.Streaming;

/// <summary>What the stream counts. The meter is <c>Canopy.Web</c>.</summary>
internal sealed class StreamTelemetry
{
    public const string MeterName = "Canopy.Web";

    private static readonly KeyValuePair<string, object?> BinaryForm = new("form", "binary");
    private static readonly KeyValuePair<string, object?> JsonForm = new("form", "json");

    public StreamTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        Connections = meter.CreateUpDownCounter<long>("canopy.stream.connections", "{connection}", "Open sockets, by channel.");
        Refused = meter.CreateCounter<long>("canopy.stream.connections.refused", "{connection}", "Sockets that were refused, by reason.");
        CutOff = meter.CreateCounter<long>("canopy.stream.connections.cut_off", "{connection}", "Sockets that took too long for one message.");
        FramesSent = meter.CreateCounter<long>("canopy.stream.frames.sent", "{frame}", "Frames sent to viewers, by form.");
        BytesSent = meter.CreateCounter<long>("canopy.stream.bytes.sent", "By", "Payload bytes sent, by form.");
        EnvelopesMade = meter.CreateCounter<long>("canopy.stream.envelopes.made", "{envelope}", "JSON texts made; one per entry, whatever the number of viewers.");
        CoalescedEntries = meter.CreateCounter<long>("canopy.stream.coalesced.entries", "{entry}", "Entries that viewers got as part of a coalesced frame.");
        CoalescedPoints = meter.CreateCounter<long>("canopy.stream.coalesced.points", "{epoch}", "Epochs that coalesced frames left out.");
        Relays = meter.CreateUpDownCounter<long>("canopy.stream.relays", "{run}", "Runs that are followed.");
        RelayDelay = meter.CreateHistogram<double>("canopy.stream.relay.delay", "s", "From an entry's time to its arrival in the relay.");
        ReadDuration = meter.CreateHistogram<double>("canopy.stream.relay.read.duration", "s", "Time to read one page of a log.");
        Gaps = meter.CreateCounter<long>("canopy.stream.relay.gaps", "{gap}", "Pages of a log that had to be read again because a number was missing.");
        Commands = meter.CreateCounter<long>("canopy.control.commands", "{command}", "Commands on control sockets, by outcome.");
    }

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
}
