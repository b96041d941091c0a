using Canopy.CasCor.Tests.Training;

namespace Canopy.CasCor.Tests.Checkpoints;

/// <summary>Checkpoints that version 2 of the format wrote, and the networks that its runs ended with.</summary>
public sealed class Version2Tests
{
    [Theory]
    [InlineData("plain-output", 205, 1605, 14, "49e06886611d87a4b3ea13eee6dfd0adde1294c728ddecd39c69124eaa3ca626")]
    [InlineData("variants-candidate", 438, 1691, 12, "76cdc3d9a606e49944eee5711e9f2fd7b77414582b1d247b913a24b0b6ed7e2c")]
    [InlineData("xor-finished", 52, 52, 1, "4a509e1d9675a1499dc68d98e472fb60d1125204137197b9a2a31ec3e5d46d3e")]
    public void Restore_Version2_EndsWithTheNetworkOfItsTime(string name, long savedAt, long endsAt, int units, string hash)
    {
        byte[] checkpoint = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Checkpoints", "Version2", name + ".ckpt"));
        Dataset data = name switch
        {
            "plain-output" => Problems.TwoSpirals,
            "xor-finished" => Problems.Xor,
            _ => Generators.Generate("checkerboard"),
        };

        var info = CheckpointInfo.Read(checkpoint);
        using Trainer trainer = Trainer.Restore(checkpoint, data).Complete();

        Assert.Equal((2, savedAt, data.Hash), (info.FormatVersion, info.Epoch, info.DataHash));
        Assert.Equal((endsAt, units, hash), (trainer.Epoch, trainer.HiddenUnits, trainer.Network.ComputeHash()));
    }
}
