namespace Canopy.CasCor.Tests;

/// <summary>The example of README.md and of the package's README: the body of <see cref="Run"/>, word for word.</summary>
internal static class ReadmeExample
{
    public static void Run()
    {
        Dataset data = Generators.Generate("two-spirals");
        using var trainer = new Trainer(data, TrainingPresets.TwoSpirals, seed: 1);

        int units = -1;
        while (trainer.TrainEpoch()) // one epoch; between epochs the network can be looked at and options be changed
        {
            if (trainer.HiddenUnits == units)
                continue;
            units = trainer.HiddenUnits;
            double accuracy = Evaluation.Of(trainer.Network, data).Classification!.Accuracy;
            Console.WriteLine($"epoch {trainer.Epoch}: {units} hidden units, accuracy {accuracy:P1}");
        }

        var model = new TrainedModel(trainer.Network, data);
        Console.WriteLine($"{trainer.FinishReason}: (1.5, 0) is of class {model.Classify([1.5f, 0f])}");
        File.WriteAllBytes("spirals.onnx", model.ToOnnx());
    }
}
