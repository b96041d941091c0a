using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Canopy.Contracts;

/// <summary>What a column of an epochs entry holds; numbers are part of the stored format.</summary>
public enum EpochColumn : byte
{
    /// <summary>uint32: epoch numbers, present where they are not consecutive (coalesced frames).</summary>
    Epoch = 0,

    /// <summary>float32: mean squared error; with softmax the cross-entropy per pattern.</summary>
    Loss = 1,

    /// <summary>float32: accuracy in [0, 1]; absent for regression.</summary>
    Accuracy = 2,

    /// <summary>uint32: error bits; absent for regression.</summary>
    ErrorBits = 3,

    /// <summary>float32 × pool size: score of every candidate, epoch after epoch.</summary>
    Scores = 4,

    /// <summary>float32: loss over the validation patterns; absent without them.</summary>
    ValidationLoss = 5,

    /// <summary>float32: accuracy over the validation patterns, in [0, 1]; absent without them, and for regression.</summary>
    ValidationAccuracy = 6,
}

/// <summary>One column: <paramref name="Width"/> 4-byte values per epoch.</summary>
public readonly record struct ColumnData(EpochColumn Column, int Width, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Whether values are float32; else uint32.</summary>
    public static bool IsFloat(EpochColumn column) => column is not (EpochColumn.Epoch or EpochColumn.ErrorBits);

    public ReadOnlySpan<float> Floats => MemoryMarshal.Cast<byte, float>(Bytes.Span);

    public ReadOnlySpan<uint> Integers => MemoryMarshal.Cast<byte, uint>(Bytes.Span);
}

/// <summary>
/// Payload of <see cref="EventKind.OutputEpochs"/> and <see cref="EventKind.CandidateEpochs"/>: consecutive epochs of one
/// phase as columns, little-endian. Unknown columns are skipped by readers, so that new ones can be added.
/// </summary>
/// <param name="FirstEpoch">Number of the first epoch.</param>
/// <param name="LastEpoch">Number of the last epoch.</param>
/// <param name="Count">Rows; LastEpoch − FirstEpoch + 1, or fewer in a coalesced frame.</param>
/// <param name="HiddenUnits">Installed units while they were trained.</param>
/// <param name="FromSeq">Coalesced: first entry that the frame stands for. Else the entry's own number, or 0.</param>
/// <param name="Columns">The columns.</param>
public sealed record EpochColumns(
    long FirstEpoch, long LastEpoch, int Count, int HiddenUnits, long FromSeq, IReadOnlyList<ColumnData> Columns)
{
    private const int FixedSize = 40;
    private const int DescriptorSize = 8;

    /// <summary>The column, or null.</summary>
    public ColumnData? Find(EpochColumn column)
    {
        foreach (var candidate in Columns)
        {
            if (candidate.Column == column)
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Bytes of the payload.</summary>
    public int PayloadLength
    {
        get
        {
            var length = FixedSize;
            foreach (var column in Columns)
            {
                length += DescriptorSize + column.Bytes.Length;
            }

            return length;
        }
    }

    /// <summary>Payload bytes.</summary>
    public byte[] ToPayload()
    {
        var payload = new byte[PayloadLength];
        WritePayload(payload);
        return payload;
    }

    /// <summary>Writes the payload to the first <see cref="PayloadLength"/> bytes of <paramref name="span"/>.</summary>
    public void WritePayload(Span<byte> span)
    {
        BinaryPrimitives.WriteInt64LittleEndian(span, FirstEpoch);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], LastEpoch);
        BinaryPrimitives.WriteInt64LittleEndian(span[16..], FromSeq);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], HiddenUnits);
        BinaryPrimitives.WriteInt32LittleEndian(span[32..], Columns.Count);
        var descriptor = span[FixedSize..];
        var data = FixedSize + (Columns.Count * DescriptorSize);
        foreach (var column in Columns)
        {
            descriptor[0] = (byte)column.Column;
            descriptor[1] = ColumnData.IsFloat(column.Column) ? (byte)0 : (byte)1;
            BinaryPrimitives.WriteUInt16LittleEndian(descriptor[2..], (ushort)column.Width);
            BinaryPrimitives.WriteInt32LittleEndian(descriptor[4..], data);
            column.Bytes.Span.CopyTo(span[data..]);
            data += column.Bytes.Length;
            descriptor = descriptor[DescriptorSize..];
        }
    }

    /// <summary>Reads a payload; the columns refer to its bytes.</summary>
    /// <exception cref="FormatException">Sizes that do not fit.</exception>
    public static EpochColumns Parse(ReadOnlyMemory<byte> payload)
    {
        var span = payload.Span;
        if (span.Length < FixedSize)
        {
            throw new FormatException($"An epochs payload has at least {FixedSize} bytes; this one has {span.Length}.");
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(span[24..]);
        var columnCount = BinaryPrimitives.ReadInt32LittleEndian(span[32..]);
        if (count < 0 || columnCount is < 0 or > 256 || span.Length < FixedSize + (columnCount * DescriptorSize))
        {
            throw new FormatException($"An epochs payload with {count} rows and {columnCount} columns does not fit {span.Length} bytes.");
        }

        var columns = new ColumnData[columnCount];
        for (var i = 0; i < columnCount; i++)
        {
            var descriptor = span[(FixedSize + (i * DescriptorSize))..];
            var width = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[2..]);
            var offset = BinaryPrimitives.ReadInt32LittleEndian(descriptor[4..]);
            var length = (long)count * width * sizeof(float);
            if (offset < 0 || offset + length > span.Length)
            {
                throw new FormatException($"Column {descriptor[0]} lies outside the payload.");
            }

            columns[i] = new ColumnData((EpochColumn)descriptor[0], width, payload.Slice(offset, (int)length));
        }

        return new EpochColumns(
            BinaryPrimitives.ReadInt64LittleEndian(span),
            BinaryPrimitives.ReadInt64LittleEndian(span[8..]),
            count,
            BinaryPrimitives.ReadInt32LittleEndian(span[28..]),
            BinaryPrimitives.ReadInt64LittleEndian(span[16..]),
            columns);
    }
}
