using Canopy.CasCor.Tests.Training;

namespace Canopy.CasCor.Tests.Export;

/// <summary>Models that tests of export share.</summary>
internal static class Models
{
    /// <summary>Two spirals, solved with some 15 units.</summary>
    public static TrainedModel TwoSpirals(ulong seed)
        => new(Runs.Train(Problems.TwoSpirals, TrainingPresets.TwoSpirals, seed).Network, Problems.TwoSpirals);

    public static TrainedModel Trained(Dataset data, TrainingOptions options, ulong seed = 1) => new(Runs.Train(data, options, seed).Network, data);

    /// <summary>What a hidden unit may have: all but softmax.</summary>
    public static Activation[] HiddenActivations { get; } = [.. Enum.GetValues<Activation>().Where(a => a is not Activation.Softmax)];

    /// <summary>Random weights in ±1, some two units to a layer, with every part of a description that fits the kind.</summary>
    public static TrainedModel Random(ProblemKind kind, int inputs, int outputs, Activation[] hidden, Activation output, int seed, bool described = true)
    {
        var random = new Random(seed);
        var units = new List<HiddenUnit>();
        foreach (Activation activation in hidden)
            units.Add(new HiddenUnit(units.Count, activation, Weights(random, 1 + inputs + units.Count), 1 + (units.Count / 2)));

        var network = new Network(inputs, outputs, output, units, Weights(random, outputs * (1 + inputs + hidden.Length)));
        return new TrainedModel(network, kind, described ? Describe(random, kind, inputs, outputs) : DataDescription.Empty);
    }

    /// <summary>Patterns of the scale that the model's description says.</summary>
    public static float[] Patterns(TrainedModel model, int count, int seed)
    {
        var random = new Random(seed);
        float[] inputs = Weights(random, count * model.Inputs);
        model.Description.Inputs?.Undo(inputs, inputs);
        return inputs;
    }

    private static DataDescription Describe(Random random, ProblemKind kind, int inputs, int outputs) => new()
    {
        InputNames = Names("input", inputs),
        OutputNames = Names("Größe", outputs),
        ClassLabels = kind is ProblemKind.Classification ? Names("class \"", Math.Max(2, outputs)) : [],
        Inputs = Standardisation(random, inputs),
        Targets = kind is ProblemKind.Regression ? Standardisation(random, outputs) : null,
    };

    private static string[] Names(string stem, int count) => [.. Enumerable.Range(0, count).Select(i => $"{stem} {i}")];

    private static Standardisation Standardisation(Random random, int columns)
        => new(Array.ConvertAll(Weights(random, columns), m => 3f * m), Array.ConvertAll(Weights(random, columns), d => 1f + (0.9f * d)));

    private static float[] Weights(Random random, int count)
    {
        float[] weights = new float[count];
        for (int i = 0; i < count; i++)
            weights[i] = (2f * random.NextSingle()) - 1f;
        return weights;
    }
}
