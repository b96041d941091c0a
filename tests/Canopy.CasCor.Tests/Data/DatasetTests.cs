namespace Canopy.CasCor.Tests.Data;

public sealed class DatasetTests
{
    private static readonly float[] Inputs = [0f, 1f, 2f, 3f, 4f, 5.5f];
    private static readonly float[] Labels = [0.5f, -0.5f, 0.5f];

    [Fact]
    public void Constructor_SoundData_KeepsACopy()
    {
        float[] inputs = [.. Inputs];
        var data = new Dataset("d", ProblemKind.Classification, 2, 1, inputs, Labels);
        inputs[0] = 99f;

        Assert.Equal((3, 2, 1, 2), (data.Patterns, data.Inputs, data.Outputs, data.Classes));
        Assert.Equal(Inputs, data.InputValues.ToArray());
        Assert.Equal([1, 0, 1], Enumerable.Range(0, 3).Select(data.ClassOf));
    }

    [Fact]
    public void Hash_SameContent_IsTheSameWhateverTheName()
    {
        Dataset Create(string name, float first)
            => new(name, ProblemKind.Classification, 2, 1, [first, 1f, 2f, 3f, 4f, 5f], Labels);

        Assert.Equal(Create("a", 0f).Hash, Create("b", 0f).Hash);
        Assert.NotEqual(Create("a", 0f).Hash, Create("a", float.Epsilon).Hash);
        Assert.Equal(64, Create("a", 0f).Hash.Length);
    }

    [Fact]
    public void Hash_SameValuesInAnotherShape_Differs()
        => Assert.NotEqual(
            new Dataset("a", ProblemKind.Regression, 1, 1, [1f, 2f], [3f, 4f]).Hash,
            new Dataset("a", ProblemKind.Regression, 1, 2, [1f, 2f], [3f, 4f, 4f, 3f]).Hash);

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinite")]
    [InlineData(float.NegativeInfinity, "infinite")]
    public void Constructor_ValueNotFinite_NamesItsPlace(float value, string word)
    {
        FieldError error = Assert.Single(Errors(ProblemKind.Classification, 2, 1, [0f, 1f, 2f, value, 4f, 5f], Labels));

        Assert.Equal("inputs[1][1]", error.Field);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.Contains("finite numbers", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProblemKind.Classification)]
    [InlineData(ProblemKind.Regression)]
    public void Constructor_TargetNotFinite_NamesItsPlace(ProblemKind kind)
        => Assert.Equal("targets[1][0]", Assert.Single(Errors(kind, 2, 1, Inputs, [0.5f, float.NaN, 0.5f])).Field);

    [Fact]
    public void Constructor_MistakesInInputsAndTargets_AreNamedTogether()
        => Assert.Equal(["inputs[0][0]", "inputs[2][1]", "targets[0][0]"], Errors(
            ProblemKind.Regression, 2, 1, [float.NaN, 1f, 2f, 3f, 4f, float.NegativeInfinity], [float.PositiveInfinity, 1f, 2f]).Select(e => e.Field));

    [Fact]
    public void Constructor_UnknownKind_NamesTheKnownOnes()
    {
        FieldError error = Assert.Single(Errors((ProblemKind)2, 2, 1, Inputs, Labels));

        Assert.Equal("kind", error.Field);
        Assert.Contains("classification or regression", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_OnePattern_IsRefusedBecauseNothingVaries()
    {
        Assert.Equal(["inputs[*][0]", "targets"], Errors(ProblemKind.Classification, 1, 1, [3f], [0.5f]).Select(e => e.Field));
        Assert.Equal(["inputs[*][0]", "targets[*][0]"], Errors(ProblemKind.Regression, 1, 1, [3f], [2f]).Select(e => e.Field));
    }

    [Fact]
    public void Constructor_EmptyData_NamesTheAcceptedNumbers()
        => Assert.Contains("1 to 10,000,000 patterns, not 0", Assert.Single(Errors(ProblemKind.Regression, 1, 1, [], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void Constructor_ManyBadValues_ReportsTwenty()
        => Assert.Equal(20, Errors(ProblemKind.Regression, 1, 1, [.. Enumerable.Repeat(float.NaN, 50)], new float[50]).Count);

    [Theory]
    [InlineData(0, 1, 6, 3, "inputs")]
    [InlineData(2, 0, 6, 3, "targets")]
    [InlineData(2, 1, 5, 3, "inputs")]
    [InlineData(2, 1, 0, 0, "inputs")]
    [InlineData(2, 1, 6, 2, "targets")]
    [InlineData(2, 10_001, 6, 3, "targets")]
    [InlineData(-1, 1, 6, 3, "inputs")]
    public void Constructor_ShapeThatDoesNotFit_NamesTheField(int inputs, int outputs, int inputLength, int targetLength, string field)
        => Assert.Equal(field, Assert.Single(Errors(ProblemKind.Classification, inputs, outputs, new float[inputLength], new float[targetLength])).Field);

    [Fact]
    public void Constructor_OneClassOnly_IsRefused()
    {
        Assert.Contains("one class", Assert.Single(Errors(ProblemKind.Classification, 2, 1, Inputs, [0.5f, 0.5f, 0.5f])).Message, StringComparison.Ordinal);
        Assert.Contains("one class", Assert.Single(Errors(ProblemKind.Classification, 3, 2, Inputs, [0.5f, -0.5f, 0.5f, -0.5f])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_TargetThatIsNoLabel_NamesItsPlace()
        => Assert.Equal("targets[2][0]", Assert.Single(Errors(ProblemKind.Classification, 2, 1, Inputs, [0.5f, -0.5f, 1f])).Field);

    [Fact]
    public void Constructor_PatternOfTwoClasses_NamesItsRow()
        => Assert.Equal("targets[1]", Assert.Single(Errors(ProblemKind.Classification, 3, 2, Inputs, [0.5f, -0.5f, 0.5f, 0.5f])).Field);

    [Fact]
    public void Constructor_ColumnThatNeverVaries_IsNamed()
    {
        Assert.Equal("inputs[*][1]", Assert.Single(Errors(ProblemKind.Classification, 2, 1, [0f, 7f, 2f, 7f, 4f, 7f], Labels)).Field);
        Assert.Equal("targets[*][0]", Assert.Single(Errors(ProblemKind.Regression, 2, 1, Inputs, [3f, 3f, 3f])).Field);
    }

    [Fact]
    public void ClassOf_RegressionData_Throws()
        => Assert.Throws<InvalidOperationException>(() => Problems.Sine(5).ClassOf(0));

    private static IReadOnlyList<FieldError> Errors(ProblemKind kind, int inputs, int outputs, float[] inputValues, float[] targetValues)
        => Assert.Throws<InvalidDataSetException>(() => new Dataset("d", kind, inputs, outputs, inputValues, targetValues)).Errors;
}
