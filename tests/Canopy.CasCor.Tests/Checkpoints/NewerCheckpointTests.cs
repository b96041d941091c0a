using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Canopy.CasCor.Tests.Checkpoints;

/// <summary>What a newer program wrote is told from what is damaged, so that it can be left to that program.</summary>
public sealed class NewerCheckpointTests
{
    private delegate void Change(Span<byte> checkpoint);

    [Fact]
    public void Read_NewerVersion_IsNewer()
        => AssertRefused(true, $"The checkpoint has format version {CheckpointInfo.NewestFormatVersion + 1}; this program reads versions 1 to {CheckpointInfo.NewestFormatVersion}.",
            c => BinaryPrimitives.WriteInt32LittleEndian(c[8..], CheckpointInfo.NewestFormatVersion + 1));

    [Fact]
    public void Read_UnknownOption_IsNewer()
        => AssertRefused(true, "The checkpoint holds an option that this program does not know: next_opt1.", c => "next_opt1"u8.CopyTo(c[c.IndexOf("pool_size"u8)..]));

    [Fact]
    public void Read_UnknownValueOfAnOption_IsNewer()
        => AssertRefused(true, "The checkpoint's option pool_size is 5000; it must be", c => BinaryPrimitives.WriteDoubleLittleEndian(c[(c.IndexOf("pool_size"u8) + 9)..], 5000));

    [Fact]
    public void Read_NoVersion_IsNotNewer()
        => AssertRefused(false, "The checkpoint has format version 0;", c => BinaryPrimitives.WriteInt32LittleEndian(c[8..], 0));

    [Fact]
    public void Read_Damaged_IsNotNewer()
    {
        byte[] damaged = Saved();
        damaged[^1] ^= 1;

        Assert.False(Assert.Throws<InvalidCheckpointException>(() => CheckpointInfo.Read(damaged)).IsNewer);
    }

    private static void AssertRefused(bool isNewer, string message, Change change)
    {
        byte[] changed = Saved();
        change(changed);
        SHA256.HashData(changed.AsSpan(..^32), changed.AsSpan(^32..));

        foreach (Action read in new Action[] { () => CheckpointInfo.Read(changed), () => Trainer.Restore(changed, Problems.Xor) })
        {
            var refused = Assert.Throws<InvalidCheckpointException>(read);
            Assert.Equal(isNewer, refused.IsNewer);
            Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Saved()
    {
        using var trainer = new Trainer(Problems.Xor, new TrainingOptions(), seed: 1);
        trainer.TrainEpoch();
        return trainer.SaveCheckpoint();
    }
}
