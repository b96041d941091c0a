using System.Buffers;
using System.Text.Json;

namespace Canopy.Contracts;

/// <summary>
/// Writes an entry as the JSON envelope <c>{"type", "seq", "timestamp", "data"}</c> of docs/stream.md: a JSON payload
/// as it is; columns as their newest row in the ancestor's fields, with all rows under <c>columns</c>.
/// </summary>
public static class EnvelopeWriter
{
    /// <summary>The envelope's <c>type</c>; null for a kind that this program does not know.</summary>
    public static string? TypeOf(EventKind kind) => kind switch
    {
        EventKind.OutputEpochs => "metrics",
        EventKind.CandidateEpochs => "candidate_progress",
        EventKind.StatusChange or EventKind.CascadeAdd or EventKind.OwnerChange => "event",
        EventKind.PhaseChange => "state",
        EventKind.Topology => "topology",
        EventKind.ParamsUpdated => "params_updated",
        EventKind.ConnectionEstablished => "connection_established",
        EventKind.InitialStatus => "initial_status",
        EventKind.Ping => "ping",
        EventKind.ServerShutdown => "server_shutdown",
        EventKind.Pong => "pong",
        _ => null,
    };

    /// <summary>The envelope as UTF-8.</summary>
    public static byte[] ToUtf8(LogEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(256, entry.Frame.Length * 2));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, entry);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the envelope as one value; a kind that is not known gets the type <c>unknown</c> and its number as data, so that numbers stay whole.</summary>
    /// <exception cref="FormatException">Columns that do not fit the payload.</exception>
    public static void Write(Utf8JsonWriter writer, LogEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, TypeOf(entry.Kind) ?? "unknown");
        writer.WriteNumber("seq"u8, entry.Seq);
        writer.WriteNumber("timestamp"u8, entry.Header.Timestamp);
        writer.WritePropertyName("data"u8);
        if (entry.Kind is EventKind.OutputEpochs or EventKind.CandidateEpochs)
        {
            EpochsJson.Write(writer, entry.Kind, entry.Header.Flags.HasFlag(FrameFlags.Coalesced), EpochColumns.Parse(entry.Payload));
        }
        else if (TypeOf(entry.Kind) is null)
        {
            writer.WriteStartObject();
            writer.WriteNumber("kind"u8, (int)entry.Kind);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteRawValue(entry.Payload.Span);
        }

        writer.WriteEndObject();
    }
}
