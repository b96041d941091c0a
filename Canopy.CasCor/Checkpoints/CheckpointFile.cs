using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Canopy.CasCor.Checkpoints;

/// <summary>The envelope of a checkpoint: magic, version, length, body, SHA-256 of all before it.</summary>
internal static class CheckpointFile
{
    /// <summary>The version that is written; all versions from 1 are read.</summary>
#if CANOPY_NEXT_FORMATS
    public static int Version => 3; // The next program, as the tests of updates have it.
#else
    public static int Version => 2;
#endif

    public const int HashLength = 32;

    private const int HeaderLength = 16;

    private static ReadOnlySpan<byte> Magic => "CANOPYCK"u8;

    public static byte[] Seal(ReadOnlySpan<byte> body)
    {
        byte[] file = new byte[HeaderLength + body.Length + HashLength];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), file.Length);
        body.CopyTo(file.AsSpan(HeaderLength));
        SHA256.HashData(file.AsSpan(0, file.Length - HashLength), file.AsSpan(file.Length - HashLength));
        return file;
    }

    /// <summary>The body of a file that is whole.</summary>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> file, out int version)
    {
        if (file.Length < Magic.Length || !file[..Magic.Length].SequenceEqual(Magic))
            throw new InvalidCheckpointException("This is not a checkpoint: it does not begin with CANOPYCK.");
        if (file.Length < HeaderLength + HashLength)
            throw new InvalidCheckpointException($"The checkpoint is truncated: it has {file.Length} bytes, fewer than any checkpoint.");

        version = BinaryPrimitives.ReadInt32LittleEndian(file[8..]);
        if (version < 1 || version > Version)
            throw new InvalidCheckpointException($"The checkpoint has format version {version}; this program reads versions 1 to {Version}.") { IsNewer = version > Version };

        int length = BinaryPrimitives.ReadInt32LittleEndian(file[12..]);
        if (length != file.Length)
            throw new InvalidCheckpointException($"The checkpoint is truncated or damaged: it has {file.Length} bytes, and says it has {length}.");

        Span<byte> hash = stackalloc byte[HashLength];
        SHA256.HashData(file[..^HashLength], hash);
        if (!hash.SequenceEqual(file[^HashLength..]))
            throw new InvalidCheckpointException("The checkpoint is damaged: its checksum does not fit its content.");
        return file[HeaderLength..^HashLength];
    }
}
