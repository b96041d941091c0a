using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Tests.Numerics;

public sealed class Xoshiro256Tests
{
    [Fact]
    public void NextUInt64_StateOneToFour_GivesTheReferenceSequence()
    {
        var random = new Xoshiro256(1, 2, 3, 4);

        // From the authors' C code (xoshiro256starstar.c), state {1, 2, 3, 4}.
        Assert.Equal(11520UL, random.NextUInt64());
        Assert.Equal(0UL, random.NextUInt64());
        Assert.Equal(1509978240UL, random.NextUInt64());
        Assert.Equal(1215971899390074240UL, random.NextUInt64());
    }

    [Fact]
    public void Constructor_SeedZero_StartsFromSplitMix64()
        => Assert.Equal(
            (0xE220A8397B1DCDAFUL, 0x6E789E6AA1B965F4UL, 0x06C45D188009454FUL, 0xF88BB8A8724C81ECUL),
            new Xoshiro256(0).State);

    [Fact]
    public void NextSymmetric_ManyDraws_AreUniformInRange()
    {
        var random = new Xoshiro256(7);
        float[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextSymmetric(2.0))];

        Assert.All(draws, d => Assert.InRange(d, -2f, 2f));
        Assert.InRange(draws.Average(), -0.02, 0.02);
        Assert.InRange(draws.Average(d => d * d), (4.0 / 3.0) - 0.02, (4.0 / 3.0) + 0.02);
    }

    [Fact]
    public void NextNormal_ManyDraws_HaveMeanZeroAndVarianceOne()
    {
        var random = new Xoshiro256(8);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextNormal())];

        Assert.InRange(draws.Average(), -0.02, 0.02);
        Assert.InRange(draws.Average(d => d * d), 0.97, 1.03);
    }
}
