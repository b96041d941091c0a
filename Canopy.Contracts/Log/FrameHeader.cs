using System.Buffers.Binary;

namespace Canopy.Contracts;

/// <summary>
/// First 32 bytes of every log entry and binary frame, little-endian. The bytes that are stored are the bytes that are
/// sent: docs/stream.md gives the layout.
/// </summary>
/// <param name="Kind">What the payload is.</param>
/// <param name="Flags">See <see cref="FrameFlags"/>.</param>
/// <param name="PayloadLength">Bytes after the header.</param>
/// <param name="Seq">Number of the entry in its run's log, from 1 without gaps; 0 for frames of one connection.</param>
/// <param name="Step">
/// Position in the deterministic sequence of training happenings (each epoch, phase start, installed unit, end-of-phase
/// weights and finish is one): the last one that the log holds up to and with this entry. A resumed run repeats the
/// happenings after its checkpoint and appends only those beyond the log's last step.
/// </param>
/// <param name="Timestamp">Unix time in seconds.</param>
public readonly record struct FrameHeader(
    EventKind Kind, FrameFlags Flags, int PayloadLength, long Seq, long Step, double Timestamp)
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = 32;

    /// <summary>Version of the frame layout, the first byte.</summary>
    public const byte LayoutVersion = 1;

    /// <summary>Writes the header to the first <see cref="Size"/> bytes of <paramref name="destination"/>.</summary>
    public void Write(Span<byte> destination)
    {
        destination[0] = LayoutVersion;
        destination[1] = (byte)Kind;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], (ushort)Flags);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], PayloadLength);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], Seq);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], Step);
        BinaryPrimitives.WriteDoubleLittleEndian(destination[24..], Timestamp);
    }

    /// <summary>Reads the header of a frame.</summary>
    /// <exception cref="FormatException">Too short, another layout version, or a payload length that does not fit.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < Size)
        {
            throw new FormatException($"A frame has at least {Size} bytes; this one has {frame.Length}.");
        }

        if (frame[0] != LayoutVersion)
        {
            throw new FormatException($"Frame layout {frame[0]} is not known; this program reads layout {LayoutVersion}.");
        }

        var header = new FrameHeader(
            (EventKind)frame[1],
            (FrameFlags)BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]),
            BinaryPrimitives.ReadInt32LittleEndian(frame[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(frame[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(frame[16..]),
            BinaryPrimitives.ReadDoubleLittleEndian(frame[24..]));
        return header.PayloadLength == frame.Length - Size
            ? header
            : throw new FormatException($"The frame announces {header.PayloadLength} payload bytes and has {frame.Length - Size}.");
    }
}
