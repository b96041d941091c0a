using System.Text.Json.Nodes;
using Canopy.CasCor;

namespace Canopy.CommandLine.Tests;

/// <summary>The file of <c>--report</c>.</summary>
public sealed class RunReportTests : IDisposable
{
    private readonly CanopyProgram _canopy = new();

    internal static JsonObject Read(CanopyProgram canopy) => JsonNode.Parse(canopy.Read("report.json"))!.AsObject();

    public void Dispose() => _canopy.Dispose();

    [Fact]
    public async Task Report_OfARun_IsEnoughToRepeatIt()
    {
        var end = await _canopy.SucceedAsync(
            "train", Samples.Iris, "--preset", "cascade2", "--set", "pool_size=5", "--set", "candidate.patience=9", "--set", "hidden_activation=sigmoid,gaussian",
            "--seed", "18446744073709551615", "-o", "iris.onnx", "--report", "report.json");

        var report = Read(_canopy);
        var (data, options, result) = (report["data"]!, report["options"]!, report["result"]!);
        Assert.Equal("cascade2", (string?)report["preset"]);
        Assert.Equal(ulong.MaxValue, (ulong)report["seed"]!);
        Assert.Equal(Trainer.NumericProfile, (string?)report["numeric_profile"]);
        Assert.Equal(Samples.IrisData().Hash, (string?)data["hash"]);
        Assert.Equal("classification", (string?)data["kind"]);
        Assert.Equal(5, (int)options["pool_size"]!);
        Assert.Equal(9, (int)options["candidate"]!["patience"]!);
        Assert.Equal("sigmoid, gaussian", (string?)options["hidden_activation"]);
        Assert.Equal("error", (string?)options["candidate_objective"]);
        Assert.Equal(end["network"], (string?)result["network_hash"]);
        Assert.Equal(end["epochs"], $"{result["epochs"]}");
        Assert.Equal(end["finish"], (string?)result["finish"]);
        Assert.Equal("iris.onnx", (string?)report["files"]![0]);
    }

    [Fact]
    public async Task Report_Options_AreAllOfTheCatalogue()
    {
        await _canopy.SucceedAsync("train", "--generate", "xor", "--report", "report.json");

        var options = Read(_canopy)["options"]!;
        foreach (var option in OptionCatalogue.All)
        {
            Assert.NotNull(option.Path.Split('.').Aggregate<string, JsonNode?>(options, (node, name) => node?[name]));
        }
    }

    [Fact]
    public async Task Report_Evaluation_IsTheLibrarys()
    {
        await _canopy.SucceedAsync("train", Samples.Iris, "--set", "max_epochs=30", "-o", "iris.onnx", "--report", "report.json");

        var expected = Evaluation.Of(TrainedModel.FromOnnx(_canopy.Read("iris.onnx")).Network, Samples.IrisData());
        var evaluation = Read(_canopy)["evaluation"]!;
        Assert.Equal(expected.Loss, (double)evaluation["loss"]!);
        Assert.Equal(expected.Classification!.Accuracy, (double)evaluation["accuracy"]!);
        Assert.Equal(expected.Classification.MacroF1, (double)evaluation["macro_f1"]!);
        Assert.Equal(expected.Classification.Confusion[1, 2], (int)evaluation["confusion"]![1]![2]!);
        Assert.Equal("virginica", (string?)evaluation["classes"]![2]!["label"]);
    }
}
