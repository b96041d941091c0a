namespace Canopy.CasCor.Tests.Export;

/// <summary>A public runtime computes what <see cref="TrainedModel.Predict(ReadOnlySpan{float})"/> computes.</summary>
public sealed class OnnxRuntimeTests
{
    private static readonly Dictionary<string, OnnxCase> Cases = All().ToDictionary(c => c.Name, StringComparer.Ordinal);

    // Node and its WebAssembly take a second to start: one process evaluates all.
    private static readonly Lazy<Task<Dictionary<string, OnnxResult>>> Results = new(() => OnnxRuntime.EvaluateAsync(Cases.Values));

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Runtime_ExportedModel_GivesTheOutputsOfPredict(string name)
    {
        OnnxCase one = Cases[name];
        float[] expected = one.Model.Predict(one.Inputs);

        float[] outputs = (await Results.Value)[name].Outputs;

        Assert.Equal(expected.Length, outputs.Length);
        double worst = expected.Zip(outputs, (a, b) => Math.Abs((double)a - b)).Max();
        TestContext.Current.TestOutputHelper!.WriteLine($"largest difference {worst:g3}");
        Assert.True(worst <= 1e-5, $"{name}: the largest difference is {worst:g3}.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Runtime_ExportedModel_GivesTheClassesOfClassify(string name)
    {
        (_, TrainedModel model, float[] inputs) = Cases[name];

        long[]? labels = (await Results.Value)[name].Labels;

        if (model.Kind is ProblemKind.Regression)
        {
            Assert.Null(labels);
            return;
        }

        Assert.Equal(inputs.Chunk(model.Inputs).Select(pattern => (long)model.Classify(pattern)), labels!);
    }

    private static IEnumerable<OnnxCase> All()
    {
        foreach (ulong seed in new ulong[] { 1, 2, 3 })
            yield return new OnnxCase($"two-spirals-{seed}", Models.TwoSpirals(seed), Problems.TwoSpirals.InputValues.ToArray());
        yield return Case("parity", Models.Trained(Problems.Parity(6), TrainingPresets.Parity), Problems.Parity(6).InputValues.ToArray());
        yield return Case("regression", Models.Trained(Problems.Surfaces(200, seed: 1), TrainingPresets.Regression with { MaxHiddenUnits = 15, ErrorIndexThreshold = 0.001 }));
        yield return Case("softmax-1", Models.Trained(Problems.TwoSpirals, TrainingPresets.TwoSpirals with { OutputActivation = Activation.Softmax, MaxHiddenUnits = 15 }));
        yield return Case("softmax-3", Models.Trained(Problems.ThreeArms(60), TrainingPresets.Fahlman1990 with { OutputActivation = Activation.Softmax, MaxHiddenUnits = 15 }));
        yield return Case("siblings", Models.Trained(Problems.ThreeArms(60), TrainingPresets.Fahlman1990 with { MaxHiddenUnits = 15, SiblingShare = 0.5, UnitsPerRound = 2 }));

        foreach (ActivationSet set in Enum.GetValues<ActivationSet>().Where(s => s is not ActivationSet.None))
        {
            TrainingOptions options = TrainingPresets.Fahlman1990 with { MaxHiddenUnits = 15, HiddenActivation = set };
            yield return Case($"trained-{set}", Models.Trained(Problems.ThreeArms(60), options));
        }

        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            yield return Case($"output-{activation}-1", Models.Random(ProblemKind.Classification, 3, 1, [Activation.Sigmoid, Activation.Tanh], activation, seed: 1));
            yield return Case($"output-{activation}-4", Models.Random(ProblemKind.Classification, 3, 4, [Activation.Sigmoid, Activation.Tanh], activation, seed: 2));
            yield return Case($"values-{activation}-2", Models.Random(ProblemKind.Regression, 3, 2, [Activation.Gaussian], activation, seed: 3));
        }

        foreach (Activation activation in Models.HiddenActivations)
            yield return Case($"hidden-{activation}", Models.Random(ProblemKind.Regression, 3, 2, [.. Enumerable.Repeat(activation, 6)], Activation.Linear, seed: 4, described: false));

        yield return Case("no-hidden-unit", Models.Random(ProblemKind.Classification, 5, 3, [], Activation.Sigmoid, seed: 5));
        yield return Case("one-pattern", Models.TwoSpirals(4), [0.25f, -1f]);
    }

    private static OnnxCase Case(string name, TrainedModel model, float[]? inputs = null) => new(name, model, inputs ?? Models.Patterns(model, 100, seed: 9));
}
