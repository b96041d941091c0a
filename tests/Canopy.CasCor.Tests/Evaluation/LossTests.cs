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

    [Theory]
    [InlineData("two-spirals")]
    [InlineData("three-arms")]
    [InlineData("surfaces")]
    public void Loss_OfATrainedNetwork_IsWhatTheTrainerSays(string name)
    {
        (Dataset data, TrainingOptions options) = name switch
        {
            "two-spirals" => (Problems.TwoSpirals, TrainingPresets.TwoSpirals),
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
