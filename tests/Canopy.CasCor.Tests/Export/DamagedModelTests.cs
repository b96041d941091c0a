using System.Text;

namespace Canopy.CasCor.Tests.Export;

/// <summary>Whatever the bytes are, reading gives a sound model or an <see cref="InvalidModelException"/>, in memory bounded by their length.</summary>
public sealed class DamagedModelTests
{
    private const int MutationsPerModel = 4_000;

    private static readonly TrainedModel[] Sound =
    [
        Models.Random(ProblemKind.Classification, 3, 4, [Activation.Sigmoid, Activation.Gaussian, Activation.Tanh], Activation.Sigmoid, seed: 1),
        Models.Random(ProblemKind.Regression, 2, 2, [Activation.Tanh, Activation.Sigmoid], Activation.Linear, seed: 2),
        Models.Random(ProblemKind.Classification, 2, 1, [Activation.Gaussian], Activation.Tanh, seed: 3),
    ];

    // Lengths and counts of absurd size, negative numbers, tags of other fields.
    private static readonly byte[][] OnnxPieces =
    [
        [0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
        [0x00], [0x0A, 0x00], [0x3A, 0x00], [0x42, 0x00], [0x4A, 0x00], [0x2A, 0x02, 0x08, 0x01], [0x0B], [0x0C], [0x7F, 0xC0, 0x00, 0x00],
        .. new[] { "canopy.model", "hidden.0", "hidden.1.weight", "output.bias", "seen.1", "Gemm", "\"inputs\":10000", "\\ud800" }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] JsonPieces =
    [
        .. new[]
        {
            "1e999", "-1e-999", "1E400", "NaN", "null", "true", "[]", "{}", "[[[[[[[[[[", "\"\"", "\"\\ud800\"", "\\udc00", "\"softmax\"", "0", "-1", "2147483648",
            "10000", "99999999999999999999", "0.0000000000000000000000000000000000000000001", ",", ":", "\"weights\":[1],", "\"version\":2,", "\"inputs\":10000,",
            "\"\\ud800\":1,", "//", "\u0000",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80],
    ];

    [Fact]
    public void FromOnnx_EveryTruncation_IsRefused()
    {
        byte[] sound = Sound[0].ToOnnx();
        for (int length = 0; length < sound.Length; length++)
            Assert.Throws<InvalidModelException>(() => TrainedModel.FromOnnx(sound.AsSpan(0, length)));
    }

    [Fact]
    public void FromJson_EveryTruncation_IsRefused()
    {
        byte[] sound = Sound[0].ToJson();
        for (int length = 0; length < sound.Length; length++)
            Assert.Throws<InvalidModelException>(() => TrainedModel.FromJson(sound.AsSpan(0, length)));
    }

    [Fact]
    public void FromOnnx_SeededMutations_GiveASoundModelOrAreRefused()
        => Fuzz(model => model.ToOnnx(), bytes => TrainedModel.FromOnnx(bytes), OnnxPieces);

    [Fact]
    public void FromJson_SeededMutations_GiveASoundModelOrAreRefused()
        => Fuzz(model => model.ToJson(), bytes => TrainedModel.FromJson(bytes), JsonPieces);

    private static void Fuzz(Func<TrainedModel, byte[]> write, Func<byte[], TrainedModel> read, byte[][] pieces)
    {
        int refused = 0;
        int accepted = 0;
        for (int m = 0; m < Sound.Length; m++)
        {
            byte[] sound = write(Sound[m]);
            Assert.Equal(Sound[m].Network.ComputeHash(), read(sound).Network.ComputeHash());
            for (int trial = 0; trial < MutationsPerModel; trial++)
            {
                byte[] bytes = Mutations.Mutate(sound, new Random((m * MutationsPerModel) + trial), pieces);
                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    TrainedModel model = read(bytes);
                    accepted++;
                    Assert.Equal(model.Network.ComputeHash(), read(write(model)).Network.ComputeHash());
                }
                catch (InvalidModelException e)
                {
                    refused++;
                    Assert.NotEqual("", e.Message);
                }

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000 + (100L * bytes.Length));
            }
        }

        // Neither a reader that refuses everything nor one that takes everything would be tested by this.
        Assert.True(refused > MutationsPerModel && accepted > 50, $"{refused} refused, {accepted} accepted");
    }
}
