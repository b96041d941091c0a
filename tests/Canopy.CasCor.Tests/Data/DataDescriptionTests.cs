namespace Canopy.CasCor.Tests.Data;

public sealed class DataDescriptionTests
{
    private static readonly Standardisation OneColumn = new([0f], [1f]);
    private static readonly Standardisation TwoColumns = new([0f, 0f], [1f, 1f]);

    [Fact]
    public void Dataset_WithoutDescription_HasAnEmptyOne()
        => Assert.Equal(new DataDescription(), Create(ProblemKind.Classification, null).Description);

    [Fact]
    public void Dataset_WithDescription_KeepsItOutsideItsHash()
    {
        var description = new DataDescription { InputNames = ["width", "height"], OutputNames = ["kind"], ClassLabels = ["no", "yes"], Inputs = TwoColumns };
        Dataset data = Create(ProblemKind.Classification, description);

        Assert.Same(description, data.Description);
        Assert.Equal(Create(ProblemKind.Classification, null).Hash, data.Hash);
    }

    [Fact]
    public void Dataset_DescriptionOfAnotherShape_NamesEveryPart()
    {
        var description = new DataDescription
        {
            InputNames = ["width"],
            OutputNames = ["a", "b"],
            ClassLabels = ["a", "b", "c"],
            Inputs = OneColumn,
            Targets = OneColumn,
        };

        IReadOnlyList<FieldError> errors = Assert.Throws<InvalidDataSetException>(() => Create(ProblemKind.Classification, description)).Errors;

        Assert.Equal(
            ["description.input_names", "description.output_names", "description.class_labels", "description.inputs", "description.targets"],
            errors.Select(e => e.Field));
        Assert.Contains("must have 2 (one per input)", errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dataset_RegressionWithClassLabels_IsRefused()
    {
        var description = new DataDescription { ClassLabels = ["no", "yes"], Targets = OneColumn };

        FieldError error = Assert.Single(Assert.Throws<InvalidDataSetException>(() => Create(ProblemKind.Regression, description)).Errors);

        Assert.Equal("description.class_labels", error.Field);
    }

    [Fact]
    public void Equals_SameEntries_AreEqual()
    {
        Assert.Equal(new DataDescription { InputNames = ["a"], Inputs = OneColumn }, new DataDescription { InputNames = ["a"], Inputs = new Standardisation([0f], [1f]) });
        Assert.NotEqual(new DataDescription { InputNames = ["a"] }, new DataDescription { InputNames = ["b"] });
    }

    private static Dataset Create(ProblemKind kind, DataDescription? description)
        => new("d", kind, 2, 1, [0f, 1f, 2f, 3f, 4f, 5.5f], [0.5f, -0.5f, 0.5f], description);
}
