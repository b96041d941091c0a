using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Tests.Kernels;

public sealed unsafe class DoubleSumsTests
{
    [Fact]
    public void Of_SumThatSinglePrecisionLoses_IsKept()
    {
        // A float cannot tell 2^25 + 1 from 2^25.
        var a = new AlignedBuffer(64);
        var b = new AlignedBuffer(64);
        b.Span.Fill(1f);
        a.Span[0] = 33_554_432f;
        a.Span[16] = 1f;
        a.Span[32] = -33_554_432f;

        Assert.Equal(1.0, DoubleSums.Of(a.Pointer, b.Pointer, vectors: 4));
    }

    [Fact]
    public void Of_AnyVectorCount_IsTheSumInLanes()
    {
        var random = new Random(2);
        var a = new AlignedBuffer(2048);
        var b = new AlignedBuffer(2048);
        for (int i = 0; i < 2048; i++)
            (a.Span[i], b.Span[i]) = (random.NextSingle() - 0.5f, random.NextSingle() - 0.5f);

        for (int vectors = 0; vectors <= 128; vectors++)
        {
            double[] lanes = new double[16];
            for (int i = 0; i < vectors * 16; i++)
                lanes[i % 16] += (double)a.Span[i] * b.Span[i];
            for (int half = 8; half >= 1; half /= 2)
            {
                for (int lane = 0; lane < half; lane++)
                    lanes[lane] += lanes[lane + half];
            }

            Assert.Equal(lanes[0], DoubleSums.Of(a.Pointer, b.Pointer, vectors));
        }
    }
}
