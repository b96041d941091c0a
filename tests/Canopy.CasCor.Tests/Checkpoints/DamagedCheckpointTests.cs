using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Canopy.CasCor.Tests.Checkpoints;

/// <summary>Whatever the bytes are, restoring gives a trainer or an <see cref="InvalidCheckpointException"/>, nothing else.</summary>
public sealed class DamagedCheckpointTests
{
    private static readonly Dataset Data = Problems.Parity(4);
    private static readonly byte[] Sound = SaveInTheCandidatePhase(TrainingPresets.Parity with { PoolSize = 3 });

    private static TrainingOptions Variants { get; } = new()
    {
        PoolSize = 5,
        UnitsPerRound = 2,
        SiblingShare = 0.5,
        CandidateObjective = CandidateObjective.Error,
        HiddenActivation = ActivationSet.Gaussian | ActivationSet.Sine,
        OutputActivation = Activation.Softmax,
        ValidationShare = 0.25,
        Output = new PhaseOptions { Optimiser = Optimiser.Adam, BatchSize = 32, MaxEpochs = 20 },
        Candidate = new PhaseOptions { Optimiser = Optimiser.Irprop, MaxEpochs = 20 },
    };

    [Fact]
    public void Restore_EveryTruncation_IsRefused()
    {
        for (int length = 0; length < Sound.Length; length++)
        {
            byte[] truncated = Sound[..length];
            Assert.Throws<InvalidCheckpointException>(() => Trainer.Restore(truncated, Data));
            Assert.Throws<InvalidCheckpointException>(() => CheckpointInfo.Read(truncated));
        }
    }

    [Fact]
    public void Restore_EveryByteChanged_IsRefused()
    {
        for (int i = 0; i < Sound.Length; i++)
        {
            byte[] changed = [.. Sound];
            changed[i] ^= 0x10;
            Assert.Throws<InvalidCheckpointException>(() => Trainer.Restore(changed, Data));
        }
    }

    [Fact]
    public void Restore_EveryTruncationWithGoodChecksum_IsRefused()
    {
        for (int length = 16; length < Sound.Length - 32; length++)
            Assert.Throws<InvalidCheckpointException>(() => Trainer.Restore(Sealed(Sound[..length]), Data));
    }

    [Theory]
    [InlineData("plain", 5000)]
    [InlineData("variants", 5000)]
    [InlineData("version 1", 2000)]
    public void Restore_RandomMutationsWithGoodChecksum_AreRefusedOrTrain(string kind, int trials)
    {
        byte[] sound = kind switch
        {
            "plain" => Sound,
            "variants" => SaveInTheCandidatePhase(Variants),
            _ => Version1Tests.Read("parity-candidate"),
        };
        Dataset data = kind is "version 1" ? Problems.Parity(6) : Data;
        var random = new Random(1);
        for (int trial = 0; trial < trials; trial++)
        {
            byte[] body = sound[..^32];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
                body[random.Next(16, body.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            byte[] mutated = Sealed(body);

            try
            {
                using var trainer = Trainer.Restore(mutated, data);
                for (int i = 0; i < 3 && trainer.Options.Threads == 1; i++)
                    trainer.TrainEpoch();
            }
            catch (InvalidCheckpointException)
            {
                continue;
            }
        }
    }

    [Fact]
    public void Restore_NewerVersion_SaysSo()
    {
        byte[] newer = [.. Sound];
        BinaryPrimitives.WriteInt32LittleEndian(newer.AsSpan(8), 3);

        var exception = Assert.Throws<InvalidCheckpointException>(() => Trainer.Restore(newer, Data));

        Assert.Contains("version 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_OtherData_SaysSo()
    {
        var exception = Assert.Throws<InvalidCheckpointException>(() => Trainer.Restore(Sound, Problems.Parity(5)));

        Assert.Contains("other data", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_AnythingElse_SaysItIsNoCheckpoint()
    {
        var exception = Assert.Throws<InvalidCheckpointException>(() => Trainer.Restore("{\"not\":\"a checkpoint\"}"u8, Data));

        Assert.Contains("not a checkpoint", exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Sealed(byte[] withoutChecksum)
    {
        BinaryPrimitives.WriteInt32LittleEndian(withoutChecksum.AsSpan(12), withoutChecksum.Length + 32);
        return [.. withoutChecksum, .. SHA256.HashData(withoutChecksum)];
    }

    private static byte[] SaveInTheCandidatePhase(TrainingOptions options)
    {
        using var trainer = new Trainer(Data, options, seed: 1);
        while (trainer.Phase is not TrainingPhase.Candidate || trainer.HiddenUnits == 0)
            trainer.TrainEpoch();
        trainer.TrainEpoch();
        trainer.TrainEpoch();
        return trainer.SaveCheckpoint();
    }
}
