using System.Text;

namespace Canopy.CasCor.Tests.Export;

/// <summary>What is written comes back with the same bits, from ONNX and from JSON.</summary>
public sealed class ModelFilesTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Dictionary<string, TrainedModel> Cases { get; } = All();

    [Theory]
    [MemberData(nameof(Names))]
    public void FromOnnx_OfToOnnx_IsTheSameModel(string name) => AssertSame(Cases[name], TrainedModel.FromOnnx(Cases[name].ToOnnx()));

    [Theory]
    [MemberData(nameof(Names))]
    public void FromJson_OfToJson_IsTheSameModel(string name) => AssertSame(Cases[name], TrainedModel.FromJson(Cases[name].ToJson()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_OfAModelThatWasRead_AreTheSameBytes(string name)
    {
        byte[] onnx = Cases[name].ToOnnx();
        byte[] json = Cases[name].ToJson();

        Assert.Equal(onnx, TrainedModel.FromJson(json).ToOnnx());
        Assert.Equal(json, TrainedModel.FromOnnx(onnx).ToJson());
    }

    [Fact]
    public void ToJson_EveryKindOfNumber_KeepsItsBits()
    {
        float[] weights = [-0f, float.Epsilon, -float.MaxValue, 1e-38f, MathF.PI, 16777217f, 0.1f, MathF.BitIncrement(1f)];
        var model = new TrainedModel(new Network(7, 1, Activation.Linear, [], weights), DataDescription.Empty);

        Assert.Equal(model.Network.ComputeHash(), TrainedModel.FromJson(model.ToJson()).Network.ComputeHash());
        Assert.Equal(model.Network.ComputeHash(), TrainedModel.FromOnnx(model.ToOnnx()).Network.ComputeHash());
    }

    [Fact]
    public void ToOnnx_DeepNetwork_TakesAtMost500BytesForAUnitBesideItsWeights()
    {
        const int Units = 400;
        TrainedModel model = Models.Random(ProblemKind.Classification, 2, 1, [.. Enumerable.Repeat(Activation.Sigmoid, Units)], Activation.Sigmoid, seed: 1);
        int weights = model.Network.OutputWeights.Length + model.Network.HiddenUnits.Sum(unit => unit.Weights.Length);

        Assert.InRange((double)(model.ToOnnx().Length - (weights * sizeof(float))) / Units, 200, 500);
    }

    [Fact]
    public void FromJson_WithByteOrderMark_IsRead()
    {
        byte[] json = [0xEF, 0xBB, 0xBF, .. Cases["parity"].ToJson()];

        AssertSame(Cases["parity"], TrainedModel.FromJson(json));
    }

    [Fact]
    public void ToJson_SmallNetwork_HasTheDocumentedForm()
    {
        var network = new Network(1, 1, Activation.Sigmoid, [new HiddenUnit(0, Activation.Gaussian, [0.5f, -1f], 1)], [0.1f, 2f, -3.5f]);
        var model = new TrainedModel(network, new DataDescription { InputNames = ["x"], ClassLabels = ["no", "yes"], Inputs = new Standardisation([1f], [2f]) });

        const string Expected =
            """
            {"format":"canopy-model","version":1,"kind":"classification","inputs":1,"outputs":1,
            "hidden_units":[{"activation":"gaussian","layer":1,"weights":[0.5,-1]}],
            "output_activation":"sigmoid","output_weights":[[0.1,2,-3.5]],
            "description":{"input_names":["x"],"output_names":[],"class_labels":["no","yes"],
            "input_standardisation":{"means":[1],"deviations":[2]},"target_standardisation":null}}
            """;
        Assert.Equal(Expected.ReplaceLineEndings(""), Encoding.UTF8.GetString(model.ToJson()));
    }

    private static void AssertSame(TrainedModel expected, TrainedModel model)
    {
        Assert.Equal(expected.Network.ComputeHash(), model.Network.ComputeHash());
        Assert.Equal((expected.Kind, expected.Description), (model.Kind, model.Description));
        Assert.Equal(expected.Network.HiddenUnits.Select(u => (u.Index, u.Activation, u.Layer)), model.Network.HiddenUnits.Select(u => (u.Index, u.Activation, u.Layer)));

        float[] inputs = Models.Patterns(expected, 20, seed: 3);
        Assert.Equal(expected.Predict(inputs), model.Predict(inputs));
    }

    private static Dictionary<string, TrainedModel> All()
    {
        var models = new Dictionary<string, TrainedModel>(StringComparer.Ordinal)
        {
            ["two-spirals"] = Models.TwoSpirals(seed: 1),
            ["parity"] = Models.Trained(Problems.Parity(4), TrainingPresets.Parity),
            ["no hidden unit"] = Models.Random(ProblemKind.Classification, 2, 3, [], Activation.Sigmoid, seed: 1),
            ["nothing described"] = Models.Random(ProblemKind.Regression, 2, 3, [Activation.Tanh], Activation.Linear, seed: 1, described: false),
        };
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            models[$"classes by {activation}"] = Models.Random(ProblemKind.Classification, 3, 1, [Activation.Sine], activation, seed: 2);
            models[$"values by {activation}"] = Models.Random(ProblemKind.Regression, 3, 4, Models.HiddenActivations, activation, seed: 3);
        }

        return models;
    }
}
