namespace Canopy.CasCor.Tests.Export;

public sealed class TrainedModelTests
{
    // output = 0.5·x + 2
    private static readonly Network Line = new(1, 1, Activation.Linear, [], [2f, 0.5f]);

    [Fact]
    public void Predict_StandardisedInputsAndTargets_TakesAndGivesRawUnits()
    {
        var description = new DataDescription
        {
            Inputs = new Standardisation([10f], [4f]),
            Targets = new Standardisation([100f], [8f]),
        };
        var model = new TrainedModel(Line, ProblemKind.Regression, description);

        // (18 − 10) / 4 = 2; 0.5·2 + 2 = 3; 3·8 + 100 = 124.
        Assert.Equal([124f, 116f], model.Predict([18f, 10f]));
    }

    [Fact]
    public void Predict_NothingStandardised_IsTheNetwork()
    {
        TrainedModel model = Models.TwoSpirals(seed: 1);
        float[] expected = new float[194];
        model.Network.Predict(Problems.TwoSpirals.InputValues, expected);

        Assert.Equal(expected, model.Predict(Problems.TwoSpirals.InputValues));
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    public void Predict_LengthsThatDoNotFit_Throws(int inputs, int outputs)
    {
        TrainedModel model = Models.Random(ProblemKind.Regression, 2, 1, [], Activation.Linear, seed: 1);

        Assert.Throws<ArgumentException>(() => model.Predict(new float[inputs], new float[outputs]));
        Assert.Throws<ArgumentException>(() => model.Predict(new float[3]));
    }

    [Theory]
    [InlineData(-2.5f, 0)]
    [InlineData(-2f, 0)]
    [InlineData(-1.5f, 1)]
    [InlineData(float.NaN, 0)]
    public void Classify_OneOutput_IsClass1AboveZero(float input, int expected)
    {
        var network = new Network(1, 1, Activation.Sigmoid, [], [2f, 1f]);
        var model = new TrainedModel(network, new DataDescription { ClassLabels = ["no", "yes"] });

        Assert.Equal(expected, model.Classify([input]));
    }

    [Theory]
    [InlineData(1f, 0f, 0)]
    [InlineData(0f, 1f, 1)]
    [InlineData(1f, 1f, 0)]
    [InlineData(-1f, -1f, 2)]
    [InlineData(0f, 0f, 0)]
    public void Classify_SeveralOutputs_IsTheFirstOfTheLargest(float x, float y, int expected)
    {
        // Outputs x, y and 0.
        var network = new Network(2, 3, Activation.Linear, [], [0f, 1f, 0f, 0f, 0f, 1f, 0f, 0f, 0f]);
        var model = new TrainedModel(network, ProblemKind.Classification, DataDescription.Empty);

        Assert.Equal(expected, model.Classify([x, y]));
    }

    [Theory]
    [InlineData(-0.1f, 0)]
    [InlineData(0f, 0)]
    [InlineData(0.1f, 1)]
    public void Classify_OneSoftmaxOutput_IsClass1AboveAHalf(float input, int expected)
    {
        var network = new Network(1, 1, Activation.Softmax, [], [0f, 1f]);

        Assert.Equal(expected, new TrainedModel(network, ProblemKind.Classification, DataDescription.Empty).Classify([input]));
    }

    [Fact]
    public void Classify_OfADataSet_AgreesWithItsClasses()
    {
        TrainedModel model = Models.TwoSpirals(seed: 2);

        for (int p = 0; p < Problems.TwoSpirals.Patterns; p++)
            Assert.Equal(Problems.TwoSpirals.ClassOf(p), model.Classify(Problems.TwoSpirals.InputValues.Slice(2 * p, 2)));
    }

    [Fact]
    public void Classify_Regression_Throws()
        => Assert.Throws<InvalidOperationException>(() => new TrainedModel(Line, DataDescription.Empty).Classify([1f]));

    [Fact]
    public void Classify_SeveralPatterns_Throws()
        => Assert.Throws<ArgumentException>(() => Models.TwoSpirals(seed: 1).Classify(new float[4]));

    [Fact]
    public void LabelOf_KnownAndUnknownLabels_IsLabelOrNumber()
    {
        var labelled = new TrainedModel(Line, new DataDescription { ClassLabels = ["no", "yes"] });
        var plain = new TrainedModel(Line, ProblemKind.Classification, DataDescription.Empty);

        Assert.Equal(("yes", "1"), (labelled.LabelOf(1), plain.LabelOf(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => plain.LabelOf(2));
    }

    [Fact]
    public void Constructor_OfDescription_TakesKindFromTheClassLabels()
    {
        Assert.Equal(ProblemKind.Classification, new TrainedModel(Line, new DataDescription { ClassLabels = ["a", "b"] }).Kind);
        Assert.Equal(ProblemKind.Regression, new TrainedModel(Line, DataDescription.Empty).Kind);
        Assert.Equal(ProblemKind.Classification, Models.TwoSpirals(seed: 1).Kind);
    }

    [Fact]
    public void Constructor_DescriptionOfAnotherShape_SaysWhatDoesNotFit()
    {
        var exception = Assert.Throws<ArgumentException>(() => new TrainedModel(Line, new DataDescription { InputNames = ["a", "b"] }));

        Assert.Contains("description.input_names", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_LabelWithoutUtf8Form_Throws()
    {
        Assert.Throws<ArgumentException>(() => new TrainedModel(Line, new DataDescription { ClassLabels = ["fine", "half a pair \ud800"] }));
        Assert.Throws<ArgumentException>(() => new TrainedModel(Line, new DataDescription { ClassLabels = ["fine", "\udc00"] }));
    }

    [Theory]
    [InlineData(Activation.Softmax, 1, "softmax")]
    [InlineData((Activation)99, 1, "activation must be one of sigmoid")]
    [InlineData(Activation.Tanh, 0, "layer must be")]
    [InlineData(Activation.Tanh, 2, "layer must be")]
    public void Constructor_HiddenUnitThatCannotBe_SaysWhy(Activation activation, int layer, string expected)
    {
        var network = new Network(1, 1, Activation.Linear, [new HiddenUnit(0, activation, [1f, 1f], layer)], new float[3]);

        var exception = Assert.Throws<ArgumentException>(() => new TrainedModel(network, DataDescription.Empty));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Constructor_WeightThatIsNotFinite_Throws(float weight)
    {
        var unit = new HiddenUnit(0, Activation.Sigmoid, [0f, weight], 1);

        Assert.Throws<ArgumentException>(() => new TrainedModel(new Network(1, 1, Activation.Linear, [], [0f, weight]), DataDescription.Empty));
        Assert.Throws<ArgumentException>(() => new TrainedModel(new Network(1, 1, Activation.Linear, [unit], new float[3]), DataDescription.Empty));
    }
}
