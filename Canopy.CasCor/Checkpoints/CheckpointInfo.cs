using Canopy.CasCor.Checkpoints;

namespace Canopy.CasCor;

/// <summary>What a checkpoint says of itself, readable without its data (docs/checkpoint-format.md).</summary>
/// <param name="FormatVersion">Version of the file format, from 1.</param>
/// <param name="NumericProfile">Profile it was written under; a resume under another (<see cref="Trainer.NumericProfile"/>) may differ in the last digits.</param>
/// <param name="DataHash"><see cref="Dataset.Hash"/> of the data it belongs to.</param>
/// <param name="Epoch">Completed epochs.</param>
/// <param name="HiddenUnits">Installed hidden units.</param>
public sealed record CheckpointInfo(int FormatVersion, string NumericProfile, string DataHash, long Epoch, int HiddenUnits)
{
    /// <summary>The newest <see cref="FormatVersion"/> that this program reads, and the one that it writes.</summary>
    public static int NewestFormatVersion => CheckpointFile.Version;

    /// <summary>Reads the description after checking the whole file for damage, and that its options are known.</summary>
    /// <exception cref="InvalidCheckpointException">Damaged, truncated, or from a newer version (<see cref="InvalidCheckpointException.IsNewer"/>).</exception>
    public static CheckpointInfo Read(ReadOnlySpan<byte> checkpoint)
    {
        var reader = new CheckpointReader(CheckpointFile.Open(checkpoint, out int version));
        CheckpointInfo info = Read(ref reader, version);
        StateReader.ReadOptions(ref reader, version);
        return info;
    }

    internal static CheckpointInfo Read(ref CheckpointReader reader, int version) => new(
        version,
        reader.Text(),
        Convert.ToHexStringLower(reader.Bytes(CheckpointFile.HashLength)),
        reader.Long(0, long.MaxValue),
        reader.Int(0, StateReader.MaxHiddenUnits));

    internal void Write(CheckpointWriter writer)
    {
        writer.Text(NumericProfile);
        writer.Bytes(Convert.FromHexString(DataHash));
        writer.Long(Epoch);
        writer.Int(HiddenUnits);
    }
}
