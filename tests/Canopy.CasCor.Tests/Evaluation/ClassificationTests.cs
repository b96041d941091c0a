namespace Canopy.CasCor.Tests.Evaluations;

/// <summary>Figures of classifiers against values computed by hand.</summary>
public sealed class ClassificationTests
{
    private static readonly Dataset Three = Outputs.TwoClasses(1, 1, 1, 0, 0, 0);
    private static readonly float[] ThreeOutputs = [0.4f, 0.1f, -0.2f, 0.1f, -0.3f, -0.4f];

    private static readonly Dataset Four = Outputs.Classes(4, 0, 0, 0, 1, 1, 2);

    // Taken for 0, 0, 1, 1, 1, 1: the third class is never decided for, the fourth does not occur.
    private static readonly float[] FourOutputs =
    [
        0.4f, -0.1f, -0.4f, -0.5f,
        0.3f, 0.1f, -0.2f, -0.5f,
        0.1f, 0.2f, -0.5f, -0.5f,
        -0.3f, 0.4f, 0.0f, -0.5f,
        0.2f, 0.3f, 0.1f, -0.5f,
        0.0f, 0.2f, 0.1f, -0.5f,
    ];

    [Fact]
    public void Accuracy_OneOutput_IsShareOnTheRightSide()
    {
        ClassificationFigures figures = Classify(ThreeOutputs, Three);

        Assert.Equal(4.0 / 6, figures.Accuracy, 12);
        Assert.Equal((2, 1, 1, 2), (figures.Confusion[0, 0], figures.Confusion[0, 1], figures.Confusion[1, 0], figures.Confusion[1, 1]));
        Assert.Equal((3, 3, 4), (figures.Confusion.Support(0), figures.Confusion.Decided(1), figures.Confusion.Correct));
    }

    [Fact]
    public void PrecisionRecallF1_OneOutput_AreThoseOfTheConfusionMatrix()
    {
        // Taken for 1: patterns 0, 1, 2, 3. Right for class 1: 3 of 4; class 0: 2 of 2.
        ClassificationFigures figures = Classify([0.4f, 0.1f, 0.2f, 0.1f, -0.3f, -0.4f], Three);

        ClassFigures zero = figures.Classes[0];
        ClassFigures one = figures.Classes[1];
        Assert.Equal((1.0, 2.0 / 3, 0.8), (zero.Precision, zero.Recall, zero.F1));
        Assert.Equal((0.75, 1.0, 6.0 / 7), (one.Precision, one.Recall, one.F1));
        Assert.Equal((1.75 / 2, (2.0 / 3 + 1) / 2, (0.8 + (6.0 / 7)) / 2), (figures.MacroPrecision, figures.MacroRecall, figures.MacroF1));
    }

    [Fact]
    public void RocAuc_OneOutputWithATie_CountsItHalf()
    {
        // Pairs won by class 1: 3 (0.4), 2½ (0.1, one tie), 2 (−0.2), of 9.
        ClassificationFigures figures = Classify(ThreeOutputs, Three);

        Assert.Equal(7.5 / 9, figures.Classes[1].RocAuc, 12);
        Assert.Equal(7.5 / 9, figures.Classes[0].RocAuc, 12);
        Assert.Equal(7.5 / 9, figures.MacroRocAuc, 12);
    }

    [Theory]
    [InlineData(new[] { 0.1f, 0.2f, 0.3f, 0.4f }, 1.0)]
    [InlineData(new[] { 0.4f, 0.3f, 0.2f, 0.1f }, 0.0)]
    [InlineData(new[] { 0.1f, 0.1f, 0.1f, 0.1f }, 0.5)]
    [InlineData(new[] { 0f, -0f, -0f, 0f }, 0.5)]
    public void RocAuc_OrderedOutputs_IsFromZeroToOne(float[] outputs, double expected)
        => Assert.Equal(expected, Classify(outputs, Outputs.TwoClasses(0, 0, 1, 1)).MacroRocAuc, 12);

    [Fact]
    public void RocAuc_RandomOutputs_IsTheShareOfPairsWon()
    {
        var random = new Random(1);
        int[] classes = [.. Enumerable.Range(0, 200).Select(_ => random.Next(2))];
        float[] outputs = [.. classes.Select(c => (random.Next(20) + (3 * c)) / 100f)];

        double won = 0;
        int pairs = 0;
        for (int i = 0; i < 200; i++)
        {
            for (int j = 0; j < 200; j++)
            {
                if (classes[i] != 1 || classes[j] != 0)
                    continue;
                won += outputs[i] > outputs[j] ? 1 : outputs[i] == outputs[j] ? 0.5 : 0;
                pairs++;
            }
        }

        Assert.Equal(won / pairs, Classify(outputs, Outputs.TwoClasses(classes)).MacroRocAuc, 12);
    }

    [Fact]
    public void Classes_SeveralOutputs_AreEachAgainstTheRest()
    {
        ClassificationFigures figures = Classify(FourOutputs, Four);

        Assert.Equal(4.0 / 6, figures.Accuracy, 12);
        Assert.Equal((2, 1, 2, 1), (figures.Confusion[0, 0], figures.Confusion[0, 1], figures.Confusion[1, 1], figures.Confusion[2, 1]));
        Assert.Equal((1.0, 2.0 / 3, 0.8), (figures.Classes[0].Precision, figures.Classes[0].Recall, figures.Classes[0].F1));
        Assert.Equal((0.5, 1.0, 2.0 / 3), (figures.Classes[1].Precision, figures.Classes[1].Recall, figures.Classes[1].F1));

        // Column 0: class 0 has 0.4, 0.3, 0.1 against −0.3, 0.2, 0.0: 8 of 9 pairs. Column 1: 0.4 and 0.3 against all lower ones.
        Assert.Equal(8.0 / 9, figures.Classes[0].RocAuc, 12);
        Assert.Equal(1.0, figures.Classes[1].RocAuc, 12);

        // Column 2: 0.1 against −0.4, −0.2, −0.5, 0.0 and an equal one.
        Assert.Equal(4.5 / 5, figures.Classes[2].RocAuc, 12);
    }

    [Fact]
    public void Classes_NeverDecidedForOrNotThere_AreNaNAndZeroInTheMean()
    {
        ClassificationFigures figures = Classify(FourOutputs, Four);

        ClassFigures never = figures.Classes[2];
        ClassFigures absent = figures.Classes[3];
        Assert.Equal((1, 0, double.NaN, 0.0, 0.0), (never.Support, never.Decided, never.Precision, never.Recall, never.F1));
        Assert.Equal((0, 0, double.NaN, double.NaN, double.NaN, double.NaN), (absent.Support, absent.Decided, absent.Precision, absent.Recall, absent.F1, absent.RocAuc));

        // Three classes occur; what the third lacks counts as 0. The areas' mean is over the three that have one.
        Assert.Equal(1.5 / 3, figures.MacroPrecision, 12);
        Assert.Equal((5.0 / 3) / 3, figures.MacroRecall, 12);
        Assert.Equal((0.8 + (2.0 / 3)) / 3, figures.MacroF1, 12);
        Assert.Equal(((8.0 / 9) + 1 + 0.9) / 3, figures.MacroRocAuc, 12);
    }

    [Fact]
    public void Figures_OneClassOnly_HaveNoArea()
    {
        Dataset ones = Three.Select([0, 1, 2]);

        ClassificationFigures figures = Classify([0.4f, 0.1f, -0.2f], ones);

        Assert.Equal(2.0 / 3, figures.Accuracy, 12);
        Assert.Equal((double.NaN, double.NaN), (figures.Classes[1].RocAuc, figures.MacroRocAuc));
        Assert.Equal((0.0, double.NaN, 0.0), (figures.Classes[0].Precision, figures.Classes[0].Recall, figures.Classes[0].F1));
    }

    [Fact]
    public void Figures_OutputsThatAreNaN_AreNaNWhereTheyMatter()
    {
        var evaluation = Evaluation.Of([float.NaN, 0.1f, -0.2f, 0.1f, -0.3f, -0.4f], Activation.Sigmoid, Three);

        Assert.Equal(double.NaN, evaluation.Loss);
        Assert.Equal(double.NaN, evaluation.Classification!.MacroRocAuc);
        Assert.Equal(double.NaN, evaluation.Classification.Calibration.ExpectedError);
        Assert.Equal(3.0 / 6, evaluation.Classification.Accuracy, 12);
        Assert.Equal(5, evaluation.Classification.Calibration.Bins.Sum(b => b.Count));
    }

    [Fact]
    public void ConfusionMatrix_ClassThatIsNotThere_Throws()
    {
        ConfusionMatrix confusion = Classify(ThreeOutputs, Three).Confusion;

        Assert.Throws<ArgumentOutOfRangeException>(() => confusion[0, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => confusion.Support(-1));
    }

    private static ClassificationFigures Classify(float[] outputs, Dataset data) => Evaluation.Of(outputs, Activation.Sigmoid, data).Classification!;
}
