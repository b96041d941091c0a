namespace Canopy.CasCor.Tests.Data;

public sealed class StandardisationTests
{
    [Fact]
    public void Apply_TwoColumns_TreatsEachByItsOwnNumbers()
    {
        float[] z = new float[4];
        new Standardisation([1f, 10f], [2f, 5f]).Apply([3f, 0f, -1f, 15f], z);

        Assert.Equal([1f, -2f, -1f, 1f], z);
    }

    [Fact]
    public void Undo_AfterApply_GivesTheRawValues()
    {
        float[] raw = [5.1f, -3e8f, 0.25f, 7e8f];
        var standardisation = new Standardisation([2f, 1e8f], [3f, 5e8f]);
        float[] values = [.. raw];

        standardisation.Apply(values, values);
        standardisation.Undo(values, values);

        Assert.All(raw.Zip(values), pair => Assert.Equal(pair.First, pair.Second, Math.Abs(pair.First) * 1e-6));
    }

    [Fact]
    public void Apply_ValuesNearTheEndOfFloat_DoesNotOverflow()
    {
        float[] z = new float[1];
        new Standardisation([-3e38f], [3e38f]).Apply([3e38f], z);

        Assert.Equal(2f, z[0]);
    }

    [Fact]
    public void Of_ThreeRows_HasMeansAndPopulationDeviations()
        => Assert.Equal(new Standardisation([2f, 7f], [MathF.Sqrt(2f / 3f), 1f]), Standardisation.Of([1f, 7f, 2f, 7f, 3f, 7f], columns: 2));

    [Theory]
    [InlineData(float.MaxValue)]
    [InlineData(float.Epsilon)]
    [InlineData(1e-30f)]
    public void Of_ExtremeValues_StandardisesThemToFiniteNumbers(float value)
    {
        float[] column = [value, 0f, 0f, -value];
        float[] z = new float[4];
        Standardisation.Of(column, columns: 1).Apply(column, z);

        Assert.All(z, v => Assert.True(float.IsFinite(v)));
        Assert.True(z[0] > 0.5f && z[3] < -0.5f);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 0)]
    public void Of_NotAWholeNumberOfRows_Throws(int values, int columns)
        => Assert.Throws<ArgumentException>(() => Standardisation.Of(new float[values], columns));

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    public void Apply_LengthsThatDoNotFit_Throws(int rows, int to)
        => Assert.Throws<ArgumentException>(() => new Standardisation([0f, 0f], [1f, 1f]).Apply(new float[rows], new float[to]));

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(0f, -1f)]
    [InlineData(0f, float.NaN)]
    [InlineData(0f, float.PositiveInfinity)]
    [InlineData(float.NaN, 1f)]
    public void Constructor_NumberOutOfRange_Throws(float mean, float deviation)
        => Assert.Throws<ArgumentException>(() => new Standardisation([mean], [deviation]));

    [Fact]
    public void Constructor_OneDeviationTooFew_Throws()
        => Assert.Throws<ArgumentException>(() => new Standardisation([1f, 2f], [1f]));

    [Fact]
    public void Equals_SameNumbers_AreEqual()
    {
        Assert.Equal(new Standardisation([1f], [2f]), new Standardisation([1f], [2f]));
        Assert.NotEqual(new Standardisation([1f], [2f]), new Standardisation([1f], [3f]));
    }
}
