using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Tests.Numerics;

public sealed class LanesTests
{
    [Fact]
    public void Sum_OfFourOrEight_HasTheBitsOfTheSumOfOne()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 1000; trial++)
        {
            Vector512<float>[] v = [.. Enumerable.Range(0, 8).Select(_ => RandomLanes(random))];
            float[] expected = [.. v.Select(Tree)];

            Vector256<float> eight = Lanes.Sum(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
            Vector128<float> four = Lanes.Sum(v[0], v[1], v[2], v[3]);

            for (int i = 0; i < 8; i++)
            {
                Assert.Equal(expected[i], Lanes.Sum(v[i]));
                Assert.Equal(expected[i], eight[i]);
            }

            for (int i = 0; i < 4; i++)
                Assert.Equal(expected[i], four[i]);
        }
    }

    private static Vector512<float> RandomLanes(Random random)
    {
        Span<float> lanes = stackalloc float[16];
        foreach (ref float lane in lanes)
            lane = (random.NextSingle() - 0.5f) * MathF.Pow(10f, random.Next(-6, 6));
        return Vector512.Create<float>(lanes);
    }

    private static float Tree(Vector512<float> lanes)
    {
        Span<float> l = stackalloc float[16];
        lanes.CopyTo(l);
        for (int half = 8; half >= 1; half /= 2)
        {
            for (int i = 0; i < half; i++)
                l[i] += l[i + half];
        }

        return l[0];
    }
}
