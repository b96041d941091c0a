using System.Text.Json;
using Canopy.Contracts;

namespace Canopy.Web.Streaming;

/// <summary>
/// One frame as any number of viewers get it. The binary form is the entry's stored bytes; the JSON form is made once, when
/// the first viewer asks for it.
/// </summary>
internal sealed class RelayFrame(LogEntry entry, long fromSeq, long epochsLeftOut = 0)
{
    private readonly Lock _making = new();
    private ReadOnlyMemory<byte>? _json;

    public RelayFrame(LogEntry entry)
        : this(entry, entry.Seq)
    {
    }

    public LogEntry Entry { get; } = entry;

    /// <summary>First entry that the frame stands for.</summary>
    public long FromSeq { get; } = fromSeq;

    /// <summary>Last entry that the frame stands for; 0 for frames of one connection.</summary>
    public long Seq => Entry.Seq;

    /// <summary>Epochs of those entries that have no row.</summary>
    public long EpochsLeftOut { get; } = epochsLeftOut;

    public bool IsCoalesced => Entry.Header.Flags.HasFlag(FrameFlags.Coalesced);

    /// <summary>The frame in the form that a viewer chose; empty where the payload does not fit its kind.</summary>
    public ReadOnlyMemory<byte> In(StreamForm form, StreamTelemetry telemetry)
        => form == StreamForm.Binary ? Entry.Frame : Json(telemetry);

    private ReadOnlyMemory<byte> Json(StreamTelemetry telemetry)
    {
        lock (_making)
        {
            if (_json is null)
            {
                _json = MakeJson();
                telemetry.EnvelopesMade.Add(1);
            }

            return _json.Value;
        }
    }

    private byte[] MakeJson()
    {
        try
        {
            return EnvelopeWriter.ToUtf8(Entry);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Left out rather than sent broken; the binary form has it as it is.
            return [];
        }
    }
}
