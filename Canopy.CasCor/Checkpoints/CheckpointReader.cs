using System.Buffers.Binary;
using System.Text;

namespace Canopy.CasCor.Checkpoints;

/// <summary>Reads what <see cref="CheckpointWriter"/> wrote; nothing but <see cref="InvalidCheckpointException"/> comes of bad bytes.</summary>
internal ref struct CheckpointReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > _rest.Length)
            throw new InvalidCheckpointException("The checkpoint ends too early.");

        ReadOnlySpan<byte> bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }

    public int Byte(int maximum)
    {
        byte value = Bytes(1)[0];
        return value <= maximum ? value : throw OutOfRange(value);
    }

    public bool Bool() => Byte(1) == 1;

    public int Int(int minimum, int maximum)
    {
        int value = BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)));
        return value >= minimum && value <= maximum ? value : throw OutOfRange(value);
    }

    public long Long(long minimum, long maximum)
    {
        long value = BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));
        return value >= minimum && value <= maximum ? value : throw OutOfRange(value);
    }

    public ulong ULong() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(sizeof(ulong)));

    public float Float() => BinaryPrimitives.ReadSingleLittleEndian(Bytes(sizeof(float)));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(sizeof(double)));

    public float[] Floats(int count)
    {
        // In 64 bits, and before anything is allocated: counts come from the file.
        if ((long)count * sizeof(float) > _rest.Length)
            throw new InvalidCheckpointException("The checkpoint ends too early.");

        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = Float();
        return values;
    }

    public string Text() => Encoding.ASCII.GetString(Bytes(Byte(byte.MaxValue)));

    public readonly void End()
    {
        if (!_rest.IsEmpty)
            throw new InvalidCheckpointException($"The checkpoint has {_rest.Length} bytes too many.");
    }

    private static InvalidCheckpointException OutOfRange(long value)
        => new($"The checkpoint holds {value} where it cannot be.");
}
