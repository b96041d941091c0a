namespace Canopy.CasCor.Tests.Data;

public sealed class GeneratorTests
{
    public static TheoryData<string> Names => [.. Generators.All.Select(g => g.Name)];

    [Fact]
    public void TwoSpirals_Defaults_AreTheBenchmark()
    {
        Dataset data = Generators.Generate("two-spirals");

        Assert.Equal((194, 2, 1), (data.Patterns, data.Inputs, data.Outputs));
        for (int i = 0; i <= 96; i++)
        {
            double angle = i * Math.PI / 16;
            double radius = 6.5 * (104 - i) / 104;
            float x = (float)(radius * Math.Sin(angle));
            float y = (float)(radius * Math.Cos(angle));
            Assert.Equal([x, y, -x, -y], data.InputValues.Slice(4 * i, 4).ToArray());
            Assert.Equal([0.5f, -0.5f], data.TargetValues.Slice(2 * i, 2).ToArray());
        }
    }

    [Fact]
    public void TwoSpirals_FiveArms_HaveOneOutputPerArm()
    {
        Dataset data = Generate("two-spirals", ("arms", 5), ("points_per_arm", 10));

        Assert.Equal((50, 5, 5), (data.Patterns, data.Outputs, data.Classes));
        Assert.Equal([0, 1, 2, 3, 4], Enumerable.Range(0, 5).Select(data.ClassOf));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(12)]
    public void Parity_AnyBits_HasEveryPatternOnceAndItsParity(int bits)
    {
        Dataset data = Problems.Parity(bits);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int p = 0; p < data.Patterns; p++)
        {
            float[] inputs = data.InputValues.Slice(p * bits, bits).ToArray();
            Assert.All(inputs, x => Assert.Equal(0.5f, MathF.Abs(x)));
            Assert.True(seen.Add(string.Join(',', inputs)));
            Assert.Equal(inputs.Count(x => x > 0) % 2 == 1 ? 0.5f : -0.5f, data.TargetValues[p]);
        }

        Assert.Equal(1 << bits, data.Patterns);
    }

    [Fact]
    public void Xor_Defaults_AreTheFourCorners()
    {
        Dataset data = Generators.Generate("xor");

        Assert.Equal([-0.5f, -0.5f, 0.5f, -0.5f, -0.5f, 0.5f, 0.5f, 0.5f], data.InputValues.ToArray());
        Assert.Equal([-0.5f, 0.5f, 0.5f, -0.5f], data.TargetValues.ToArray());
    }

    [Fact]
    public void Circles_WithoutNoise_LieOnTheirRadii()
    {
        Dataset data = Generate("circles", ("points", 51), ("factor", 0.25), ("noise", 0));

        Assert.Equal(51, data.Patterns);
        Assert.Equal(25, Enumerable.Range(0, 51).Count(p => data.ClassOf(p) == 1));
        for (int p = 0; p < 51; p++)
            Assert.Equal(data.ClassOf(p) == 1 ? 0.25 : 1.0, Math.Sqrt(Math.Pow(data.InputValues[2 * p], 2) + Math.Pow(data.InputValues[(2 * p) + 1], 2)), tolerance: 1e-6);
    }

    [Fact]
    public void Moons_WithoutNoise_LieOnTheirHalfCircles()
    {
        Dataset data = Generate("moons", ("points", 51), ("noise", 0));

        Assert.Equal(51, data.Patterns);
        Assert.Equal(25, Enumerable.Range(0, 51).Count(p => data.ClassOf(p) == 1));
        for (int p = 0; p < 51; p++)
        {
            bool isLower = data.ClassOf(p) == 1;
            double x = data.InputValues[2 * p] - (isLower ? 1.0 : 0.0);
            double y = data.InputValues[(2 * p) + 1] - (isLower ? 0.5 : 0.0);
            Assert.Equal(1.0, Math.Sqrt((x * x) + (y * y)), tolerance: 1e-6);
            Assert.True(isLower ? y < 1e-6 : y > -1e-6);
        }

        Assert.Equal([1f, 0f, 0f, 0.5f], data.InputValues[..4].ToArray());
    }

    [Fact]
    public void Blobs_ManyPoints_HaveTheirCentresAndDeviation()
    {
        const int PerClass = 4000;
        Dataset data = Generate("blobs", ("classes", 4), ("points_per_class", PerClass), ("dimensions", 3), ("deviation", 0.5), ("radius", 2));

        Assert.Equal((4 * PerClass, 3, 4, 4), (data.Patterns, data.Inputs, data.Outputs, data.Classes));
        double[][] centers = [[2, 0, 0], [0, 2, 0], [-2, 0, 0], [0, -2, 0]];
        for (int c = 0; c < 4; c++)
        {
            int[] patterns = [.. Enumerable.Range(0, data.Patterns).Where(p => data.ClassOf(p) == c)];
            Standardisation found = Standardisation.Of(data.Select(patterns).InputValues, columns: 3);

            // Five standard errors: 0.5 / √4000 for a mean, 0.5 / √8000 for a deviation.
            Assert.Equal(PerClass, patterns.Length);
            Assert.All(found.Means.Zip(centers[c]), pair => Assert.Equal(pair.Second, pair.First, tolerance: 0.04));
            Assert.All(found.Deviations, d => Assert.Equal(0.5, d, tolerance: 0.028));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Checkerboard_AnySquares_AlternateAndGetEqualShares(int squares)
    {
        Dataset data = Generate("checkerboard", ("squares", squares), ("points", 10 * squares * squares));

        var counts = new Dictionary<(int Row, int Column), int>();
        for (int p = 0; p < data.Patterns; p++)
        {
            int column = (int)Math.Floor((data.InputValues[2 * p] + 1.0) * squares / 2.0);
            int row = (int)Math.Floor((data.InputValues[(2 * p) + 1] + 1.0) * squares / 2.0);
            Assert.Equal((row + column) % 2, data.ClassOf(p));
            counts[(row, column)] = counts.GetValueOrDefault((row, column)) + 1;
        }

        Assert.Equal(squares * squares, counts.Count);
        Assert.All(counts.Values, count => Assert.Equal(10, count));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Generate_EveryGenerator_IsReproducibleAndSuggestsAPreset(string name)
    {
        GeneratorDescriptor descriptor = Generators.All.Single(g => g.Name == name);

        Assert.Equal(Generators.Generate(name).Hash, Generators.Generate(name).Hash);
        Assert.True(TrainingPresets.All.ContainsKey(descriptor.SuggestedPreset));
        Assert.All(descriptor.Parameters, p => Assert.InRange(p.Default, p.Minimum, p.Maximum));
    }

    [Theory]
    [InlineData("two-spirals", "noise")]
    [InlineData("circles", "noise")]
    [InlineData("xor", "noise")]
    [InlineData("moons", "noise")]
    [InlineData("mackey-glass", "noise")]
    public void Generate_OtherSeed_MovesThePointsWhereThereIsNoise(string name, string noise)
    {
        Assert.NotEqual(Generate(name, (noise, 0.1), ("seed", 1)).Hash, Generate(name, (noise, 0.1), ("seed", 2)).Hash);
        Assert.Equal(Generate(name, (noise, 0), ("seed", 1)).Hash, Generate(name, (noise, 0), ("seed", 2)).Hash);
    }

    [Theory]
    [InlineData("blobs")]
    [InlineData("checkerboard")]
    public void Generate_OtherSeed_GivesOtherPoints(string name)
        => Assert.NotEqual(Generate(name, ("seed", 1)).Hash, Generate(name, ("seed", 2)).Hash);

    [Theory]
    [MemberData(nameof(Names))]
    public void Generate_EveryParameterAtItsMinimum_GivesData(string name)
    {
        GeneratorDescriptor descriptor = Generators.All.Single(g => g.Name == name);

        foreach (GeneratorParameter parameter in descriptor.Parameters)
            Assert.True(Generate(name, (parameter.Name, parameter.Minimum)).Patterns > 0);
        Assert.True(Generate(name, [.. descriptor.Parameters.Select(p => (p.Name, p.Minimum))]).Patterns > 0);
    }

    [Theory]
    [InlineData("bits", 13)]
    [InlineData("bits", 2.5)]
    [InlineData("bits", double.NaN)]
    [InlineData("bits", double.PositiveInfinity)]
    public void Generate_ValueOutOfRange_NamesTheParameterAndItsRange(string parameter, double value)
    {
        FieldError error = Assert.Single(Assert.Throws<InvalidDataSetException>(() => Generate("parity", (parameter, value))).Errors);

        Assert.Equal("parameters." + parameter, error.Field);
        Assert.Contains("from 2 to 12", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_UnknownNames_AreNamedWithTheKnownOnes()
    {
        FieldError generator = Assert.Single(Assert.Throws<InvalidDataSetException>(() => Generators.Generate("three-spirals")).Errors);
        FieldError parameter = Assert.Single(Assert.Throws<InvalidDataSetException>(() => Generate("xor", ("arms", 2))).Errors);

        Assert.Equal("generator", generator.Field);
        Assert.Contains("two-spirals", generator.Message, StringComparison.Ordinal);
        Assert.Equal("parameters.arms", parameter.Field);
    }

    private static Dataset Generate(string name, params (string Name, double Value)[] parameters)
        => Generators.Generate(name, parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal));
}
