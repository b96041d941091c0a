using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Canopy.Contracts;

/// <summary>One entry of a run's log: its bytes, as stored and as sent, and their header.</summary>
public sealed class LogEntry
{
    private LogEntry(ReadOnlyMemory<byte> frame, FrameHeader header)
    {
        Frame = frame;
        Header = header;
    }

    /// <summary>Header and payload.</summary>
    public ReadOnlyMemory<byte> Frame { get; }

    public FrameHeader Header { get; }

    public long Seq => Header.Seq;

    public EventKind Kind => Header.Kind;

    public ReadOnlyMemory<byte> Payload => Frame[FrameHeader.Size..];

    /// <summary>Reads stored or received bytes.</summary>
    /// <exception cref="FormatException">The bytes are no frame.</exception>
    public static LogEntry Parse(ReadOnlyMemory<byte> frame) => new(frame, FrameHeader.Read(frame.Span));

    /// <summary>
    /// Reads the stored bytes of entry <paramref name="seq"/>. One whose layout is newer is replaced by an entry of kind
    /// <see cref="EventKind.Unknown"/> at the place of the one <paramref name="before"/>, so that numbers stay whole for whoever reads on.
    /// </summary>
    /// <exception cref="FormatException">The bytes are no frame.</exception>
    public static LogEntry Parse(ReadOnlyMemory<byte> frame, long seq, LogEntry? before)
        => frame.Length > 0 && frame.Span[0] > FrameHeader.LayoutVersion
            ? Allocate(new FrameHeader(EventKind.Unknown, FrameFlags.None, 0, seq, before?.Header.Step ?? 0, before?.Header.Timestamp ?? 0), out _)
            : Parse(frame);

    /// <summary>Makes an entry whose payload is JSON.</summary>
    public static LogEntry Create<T>(EventKind kind, long seq, long step, DateTimeOffset time, T data, JsonTypeInfo<T> type)
        => Create(kind, FrameFlags.None, seq, step, time, JsonSerializer.SerializeToUtf8Bytes(data, type));

    /// <summary>Makes an entry around a payload.</summary>
    public static LogEntry Create(EventKind kind, FrameFlags flags, long seq, long step, DateTimeOffset time, ReadOnlySpan<byte> payload)
    {
        var entry = Allocate(kind, flags, seq, step, time, payload.Length, out var destination);
        payload.CopyTo(destination);
        return entry;
    }

    /// <summary>Makes an entry of columns, written once into the frame.</summary>
    public static LogEntry Create(EventKind kind, FrameFlags flags, long seq, long step, DateTimeOffset time, EpochColumns columns)
    {
        var entry = Allocate(kind, flags, seq, step, time, columns.PayloadLength, out var destination);
        columns.WritePayload(destination);
        return entry;
    }

    private static LogEntry Allocate(
        EventKind kind, FrameFlags flags, long seq, long step, DateTimeOffset time, int payloadLength, out Span<byte> payload)
        => Allocate(new FrameHeader(kind, flags, payloadLength, seq, step, time.ToUnixTimeMilliseconds() / 1000.0), out payload);

    private static LogEntry Allocate(FrameHeader header, out Span<byte> payload)
    {
        var frame = new byte[FrameHeader.Size + header.PayloadLength];
        header.Write(frame);
        payload = frame.AsSpan(FrameHeader.Size);
        return new LogEntry(frame, header);
    }

    /// <summary>Reads a JSON payload.</summary>
    public T Read<T>(JsonTypeInfo<T> type)
        => JsonSerializer.Deserialize(Payload.Span, type) ?? throw new FormatException($"Entry {Seq} ({Kind}) has an empty payload.");
}
