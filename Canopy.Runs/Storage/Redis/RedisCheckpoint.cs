using System.Buffers.Binary;

namespace Canopy.Runs.Storage.Redis;

/// <summary>A checkpoint as one value: seq, step, epoch (i64) and hidden units (i32), little-endian, then the engine's bytes.</summary>
internal static class RedisCheckpoint
{
    private const int HeaderSize = 28;

    public static byte[] Pack(StoredCheckpoint checkpoint)
    {
        var packed = new byte[HeaderSize + checkpoint.Bytes.Length];
        BinaryPrimitives.WriteInt64LittleEndian(packed, checkpoint.Seq);
        BinaryPrimitives.WriteInt64LittleEndian(packed.AsSpan(8), checkpoint.Step);
        BinaryPrimitives.WriteInt64LittleEndian(packed.AsSpan(16), checkpoint.Epoch);
        BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(24), checkpoint.HiddenUnits);
        checkpoint.Bytes.Span.CopyTo(packed.AsSpan(HeaderSize));
        return packed;
    }

    public static StoredCheckpoint Unpack(byte[] packed) => new(
        packed.AsMemory(HeaderSize),
        BinaryPrimitives.ReadInt64LittleEndian(packed),
        BinaryPrimitives.ReadInt64LittleEndian(packed.AsSpan(8)),
        BinaryPrimitives.ReadInt64LittleEndian(packed.AsSpan(16)),
        BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(24)));
}
