using Canopy.CasCor.Tests.Training;

namespace Canopy.CasCor.Tests.Evaluations;

public sealed class LossTests
{
    [Fact]
    public void Loss_ClassesByOneOutput_IsTheMeanSquaredError()
    {
        // Errors −0.1, −0.4, −0.7; 0.6, 0.2, 0.1.
        var evaluation = Evaluation.Of([0.4f, 0.1f, -0.2f, 0.1f, -0.3f, -0.4f], Activation.Sigmoid, Outputs.TwoClasses(1, 1, 1, 0, 0, 0));

        Assert.Equal(1.07 / 6, evaluation.Loss, 6);
        Assert.Equal((evaluation.Loss, double.NaN, 6), (evaluation.MeanSquaredError, evaluation.CrossEntropy, evaluation.Patterns));
        Assert.Null(evaluation.Regression);
    }

    [Fact]
    public void Loss_SoftmaxOfTwoClasses_IsTheCrossEntropy()
    {
        // Given to the class: 0.9, 0.4, 0.75.
        var evaluation = Evaluation.Of([0.9f, 0.4f, 0.25f], Activation.Softmax, Outputs.TwoClasses(1, 1, 0));

        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.4) + Math.Log(0.75)) / 3, evaluation.CrossEntropy, 6);
        Assert.Equal(evaluation.CrossEntropy, evaluation.Loss);
        Assert.Equal((0.01 + 0.36 + 0.0625) / 3, evaluation.MeanSquaredError, 6);
        Assert.Equal(2.0 / 3, evaluation.Classification!.Accuracy, 12);
    }

    [Fact]
    public void Loss_SoftmaxOfThreeClasses_IsTheCrossEntropy()
    {
        var evaluation = Evaluation.Of([0.7f, 0.2f, 0.1f, 0.1f, 0.5f, 0.4f], Activation.Softmax, Outputs.Classes(3, 0, 2));

        Assert.Equal(-(Math.Log(0.7) + Math.Log(0.4)) / 2, evaluation.Loss, 6);
        Assert.Equal((0.09 + 0.04 + 0.01 + 0.01 + 0.25 + 0.36) / 6, evaluation.MeanSquaredError, 6);
        Assert.Equal(0.5, evaluation.Classification!.Accuracy, 12);

        // Winners' probabilities are their scores: 0.7, right, and 0.5, wrong.
        Assert.Equal((0.3 + 0.5) / 2, evaluation.Classification.Calibration.ExpectedError, 6);
    }

    [Theory]
    [InlineData(1f, 0, 17.328679)]
    [InlineData(0f, 1, 87.336545)]
    [InlineData(1f, 1, 0.0)]
    [InlineData(0f, 0, 0.0)]
    public void CrossEntropy_ProbabilityRoundedToZeroOrOne_IsFinite(float output, int actual, double expected)
        => Assert.Equal(expected, Evaluation.Of([output], Activation.Softmax, Outputs.TwoClasses(0, 1).Select([actual])).CrossEntropy, 5);

    [Theory]
    [InlineData("two-spirals")]
    [InlineData("softmax of two")]
    [InlineData("softmax of three")]
    [InlineData("three-arms")]
    [InlineData("surfaces")]
    public void Loss_OfATrainedNetwork_IsWhatTheTrainerSays(string name)
    {
        (Dataset data, TrainingOptions options) = name switch
        {
            "two-spirals" => (Problems.TwoSpirals, TrainingPresets.TwoSpirals),
            "softmax of two" => (Problems.TwoSpirals, TrainingPresets.TwoSpirals with { OutputActivation = Activation.Softmax, MaxHiddenUnits = 6 }),
            "softmax of three" => (Problems.ThreeArms(20), TrainingPresets.Fahlman1990 with { OutputActivation = Activation.Softmax, MaxHiddenUnits = 3 }),
            "three-arms" => (Problems.ThreeArms(20), TrainingPresets.Fahlman1990 with { MaxHiddenUnits = 3 }),
            _ => (Problems.Surfaces(60, seed: 1), TrainingPresets.Regression with { MaxHiddenUnits = 3 }),
        };
        Trainer trainer = Runs.Train(data, options, seed: 1);

        var evaluation = Evaluation.Of(trainer.Network, data);

        Assert.Equal(trainer.Result!.Value.Loss, evaluation.Loss, 6);
        Assert.Equal(trainer.Result.Value.Accuracy, (float)(evaluation.Classification?.Accuracy ?? double.NaN));
    }

    [Fact]
    public void Evaluation_SomeOfThePatterns_IsOfThoseAlone()
    {
        // What a validation part is: patterns that may be of one class, or have a column that never varies.
        Network network = Runs.Train(Problems.TwoSpirals, TrainingPresets.TwoSpirals with { MaxHiddenUnits = 3 }, seed: 1).Network;
        Dataset part = Problems.TwoSpirals.Select([3, 50, 120]);
        float[] outputs = new float[3];
        network.Predict(part.InputValues, outputs);

        var evaluation = Evaluation.Of(network, part);

        Assert.Equal(3, evaluation.Patterns);
        Assert.Equal(Enumerable.Range(0, 3).Average(p => Math.Pow(outputs[p] - part.TargetValues[p], 2)), evaluation.Loss, 6);
    }

    [Fact]
    public void Evaluation_OfAnotherShape_Throws()
    {
        var network = new Network(3, 1, Activation.Sigmoid, [], new float[4]);

        Assert.Throws<ArgumentException>(() => Evaluation.Of(network, Problems.TwoSpirals));
        Assert.Throws<ArgumentException>(() => Evaluation.Of(new float[193], Activation.Sigmoid, Problems.TwoSpirals));
    }
}
