using Canopy.CasCor.Data;

namespace Canopy.CasCor.Tests.Data;

public sealed class DataSplitTests
{
    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.2, 20)]
    [InlineData(0.333, 33)]
    [InlineData(0.999, 99)]
    public void Create_Regression_DealsEveryPatternOnce(double share, int validation)
    {
        (int[] training, int[] validationPart) = DataSplit.Create(Problems.Sine(100), share, seed: 1);

        Assert.Equal(validation, validationPart.Length);
        Assert.Equal(Enumerable.Range(0, 100), training.Concat(validationPart).Order());
    }

    [Fact]
    public void Create_Classes_KeepTheirProportions()
    {
        Dataset data = Classes(10, 20, 70);

        (int[] training, int[] validation) = DataSplit.Create(data, 0.3, seed: 5);

        Assert.Equal([3, 6, 21], CountByClass(data, validation));
        Assert.Equal([7, 14, 49], CountByClass(data, training));
    }

    [Fact]
    public void Create_SharesThatAreNotWhole_SumToTheShareOfTheWhole()
    {
        Dataset data = Classes(7, 7, 7, 7, 7, 7, 7, 7, 7, 7);

        (int[] training, int[] validation) = DataSplit.Create(data, 0.2, seed: 5);

        Assert.Equal((56, 14), (training.Length, validation.Length));
        Assert.All(CountByClass(data, validation), count => Assert.InRange(count, 1, 2));
    }

    [Fact]
    public void Create_ClassOfOnePattern_StaysInTraining()
    {
        Dataset data = Classes(1, 1, 30);

        for (ulong seed = 0; seed < 20; seed++)
        {
            (int[] training, int[] validation) = DataSplit.Create(data, 0.9, seed);

            Assert.Equal([1, 1, 2], CountByClass(data, training).Select((n, c) => c < 2 ? n : Math.Min(n, 2)));
            Assert.Equal(0, CountByClass(data, validation)[0]);
        }
    }

    [Fact]
    public void Create_SameSeed_GivesTheSameOrder_AnotherSeedAnother()
    {
        Dataset data = Generators.Generate("two-spirals");
        (int[] training, int[] validation) = DataSplit.Create(data, 0.25, seed: 3);
        (int[] again, int[] validationAgain) = DataSplit.Create(data, 0.25, seed: 3);

        Assert.Equal(training, again);
        Assert.Equal(validation, validationAgain);
        Assert.NotEqual(training, DataSplit.Create(data, 0.25, seed: 4).Training);
        Assert.NotEqual(training.Order(), training);
        Assert.NotEqual(validation.Order(), validation);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Create_ShareOutOfRange_Throws(double share)
        => Assert.Throws<ArgumentOutOfRangeException>(() => DataSplit.Create(Problems.Sine(10), share, seed: 1));

    [Fact]
    public void Select_SomePatterns_KeepsTheirRowsInTheOrderGiven()
    {
        Dataset data = Classes(2, 2, 2);

        Dataset part = data.Select([5, 0]);

        Assert.Equal((2, 2, 3, 3), (part.Patterns, part.Inputs, part.Outputs, part.Classes));
        Assert.Equal([.. data.InputValues[10..12], .. data.InputValues[0..2]], part.InputValues.ToArray());
        Assert.Equal([2, 0], [part.ClassOf(0), part.ClassOf(1)]);
        Assert.NotEqual(data.Hash, part.Hash);
    }

    [Fact]
    public void Select_OneClassWithAColumnThatNeverVaries_IsAccepted()
        => Assert.Equal(1, Classes(2, 2, 2).Select([1]).Patterns);

    [Theory]
    [InlineData]
    [InlineData(6)]
    [InlineData(-1)]
    public void Select_NoPatternOrOneThatIsNotThere_Throws(params int[] patterns)
        => Assert.Throws<ArgumentException>(() => Classes(2, 2, 2).Select(patterns));

    private static int[] CountByClass(Dataset data, int[] patterns)
        => [.. Enumerable.Range(0, data.Classes).Select(c => patterns.Count(p => data.ClassOf(p) == c))];

    /// <summary>Patterns numbered by their first input, class by class.</summary>
    private static Dataset Classes(params int[] sizes)
    {
        var patterns = new PatternList(sizes.Length);
        int number = 0;
        for (int c = 0; c < sizes.Length; c++)
        {
            for (int i = 0; i < sizes[c]; i++)
                patterns.Add(c, number++, -number);
        }

        return patterns.ToDataset("classes", inputs: 2);
    }
}
