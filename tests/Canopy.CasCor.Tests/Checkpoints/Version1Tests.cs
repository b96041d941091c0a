using Canopy.CasCor.Tests.Training;

namespace Canopy.CasCor.Tests.Checkpoints;

/// <summary>Checkpoints that version 1 of the format wrote, and the networks that its runs ended with.</summary>
public sealed class Version1Tests
{
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Checkpoints", "Version1", name + ".ckpt"));

    [Theory]
    [InlineData("two-spirals-output", 245, 1533, 14, "eb5275f73e6f9749b4297dc7aacb8ed714215db7d98a32b0cbf07e28967e6671")]
    [InlineData("three-arms-candidate", 237, 2277, 22, "8496616b5ad2e388888b816365c3b93fbc4c52144b53b306f21a7762ba9b809d")]
    [InlineData("parity-candidate", 80, 284, 4, "ceb95e51179aba2640713a53ce5190c7375e507ec638277f83c266858ce9b8f8")]
    [InlineData("xor-finished", 52, 52, 1, "4a509e1d9675a1499dc68d98e472fb60d1125204137197b9a2a31ec3e5d46d3e")]
    public void Restore_Version1_EndsWithTheNetworkOfItsTime(string name, long savedAt, long endsAt, int units, string hash)
    {
        byte[] checkpoint = Read(name);
        Dataset data = name switch
        {
            "two-spirals-output" => Problems.TwoSpirals,
            "three-arms-candidate" => Generators.Generate("two-spirals", new Dictionary<string, double> { ["arms"] = 3, ["points_per_arm"] = 40 }),
            "parity-candidate" => Problems.Parity(6),
            _ => Problems.Xor,
        };

        var info = CheckpointInfo.Read(checkpoint);
        using Trainer trainer = Trainer.Restore(checkpoint, data).Complete();

        Assert.Equal((1, savedAt, data.Hash), (info.FormatVersion, info.Epoch, info.DataHash));
        Assert.Equal((endsAt, units, hash), (trainer.Epoch, trainer.HiddenUnits, trainer.Network.ComputeHash()));
        Assert.All(trainer.Network.HiddenUnits, u => Assert.Equal(u.Index + 1, u.Layer));
    }
}
