using Canopy.CasCor;

namespace Canopy.CommandLine.Tests;

/// <summary><c>canopy train</c> from data to a network.</summary>
public sealed class TrainTests : IDisposable
{
    private readonly CanopyProgram _canopy = new();

    public void Dispose() => _canopy.Dispose();

    [Fact]
    public async Task Train_GeneratedData_WritesTheNetworkThatTheLibraryTrains()
    {
        using var trainer = new Trainer(Generators.Generate("two-spirals"), TrainingPresets.TwoSpirals, seed: 7);
        while (trainer.TrainEpoch())
        {
        }

        var end = await _canopy.SucceedAsync("train", "--generate", "two-spirals", "--seed", "7", "-o", "net.onnx", "-o", "net.json", "-o", "net.ckpt");

        Assert.Equal("solved", end["finish"]);
        Assert.Equal($"{trainer.Epoch}", end["epochs"]);
        Assert.Equal($"{trainer.HiddenUnits}", end["hidden_units"]);
        Assert.Equal(trainer.Network.ComputeHash(), end["network"]);
        Assert.Equal(end["network"], TrainedModel.FromOnnx(_canopy.Read("net.onnx")).Network.ComputeHash());
        Assert.Equal(end["network"], TrainedModel.FromJson(_canopy.Read("net.json")).Network.ComputeHash());
        Assert.Equal(trainer.SaveCheckpoint(), _canopy.Read("net.ckpt"));
        Assert.Equal(["net.ckpt", "net.json", "net.onnx"], _canopy.Files);
    }

    [Fact]
    public async Task Train_GeneratorParameters_MakeTheData()
    {
        var end = await _canopy.SucceedAsync("train", "--generate", "parity", "--param", "bits=3", "--report", "report.json");

        Assert.Equal("solved", end["finish"]);
        Assert.Equal(8, RunReportTests.Read(_canopy)["data"]!["patterns"]!.GetValue<int>());
    }

    [Fact]
    public async Task Train_CsvWithClasses_KeepsNamesLabelsAndStandardisation()
    {
        var end = await _canopy.SucceedAsync("train", Samples.Iris, "--target", "species", "--ignore", "petal width (cm)", "-o", "iris.onnx");

        var model = TrainedModel.FromOnnx(_canopy.Read("iris.onnx"));
        Assert.Equal(["sepal length (cm)", "sepal width (cm)", "petal length (cm)"], model.Description.InputNames);
        Assert.Equal(["setosa", "versicolor", "virginica"], model.Description.ClassLabels);
        Assert.NotNull(model.Description.Inputs);
        Assert.True(double.Parse(end["accuracy"]) > 0.9);
    }

    [Fact]
    public async Task Train_NoStandardise_TrainsOnTheValuesAsTheyAre()
    {
        await _canopy.SucceedAsync("train", Samples.Iris, "--no-standardise", "--set", "max_epochs=20", "-o", "iris.json");

        Assert.Null(TrainedModel.FromJson(_canopy.Read("iris.json")).Description.Inputs);
    }

    [Fact]
    public async Task Train_CsvWithValues_IsARegression()
    {
        _canopy.Write("surface.csv", Samples.Surface(200));

        var end = await _canopy.SucceedAsync("train", "surface.csv", "--target", "area", "--set", "error_index_threshold=0.1", "-o", "net.onnx");

        Assert.Equal("solved", end["finish"]);
        Assert.True(double.Parse(end["error_index"]) <= 0.1);
        Assert.InRange(TrainedModel.FromOnnx(_canopy.Read("net.onnx")).Predict([5f, 4f])[0], 15f, 25f);
    }

    [Fact]
    public async Task Train_NoPreset_TakesWhatSuitsTheData()
    {
        _canopy.Write("surface.csv", Samples.Surface(50));

        await _canopy.SucceedAsync("train", Samples.Iris, "--set", "max_epochs=9", "--report", "report.json");
        Assert.Equal("modern", (string?)RunReportTests.Read(_canopy)["preset"]);

        await _canopy.SucceedAsync("train", "surface.csv", "--set", "max_epochs=9", "--report", "report.json", "--force");
        Assert.Equal("regression", (string?)RunReportTests.Read(_canopy)["preset"]);

        await _canopy.SucceedAsync("train", "--generate", "two-spirals", "--set", "max_epochs=9", "--report", "report.json", "--force");
        Assert.Equal("two-spirals", (string?)RunReportTests.Read(_canopy)["preset"]);
    }

    [Fact]
    public async Task Train_ClassesOnlyPresetForValues_IsRefused()
    {
        _canopy.Write("surface.csv", Samples.Surface(50));

        var end = await _canopy.RunAsync("train", "surface.csv", "--preset", "modern");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("output_activation is softmax, which needs classes; for values it must be one of sigmoid, tanh, linear", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_MissingValues_AreRefusedDroppedOrFilled()
    {
        _canopy.Write("holes.csv", "x,y,label", "1,5,a", "2,,b", "3,7,a", "4,8,b", "5,1,a");

        var refused = await _canopy.RunAsync("train", "holes.csv", "--set", "max_epochs=9");
        var dropped = await _canopy.SucceedAsync("train", "holes.csv", "--set", "max_epochs=9", "--missing", "drop", "--report", "report.json");
        var filled = await _canopy.SucceedAsync("train", "holes.csv", "--set", "max_epochs=9", "--missing", "mean", "--report", "filled.json");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("line 3, column \"y\": the value is missing", refused.Error, StringComparison.Ordinal);
        Assert.Contains("1 of 5 rows are left out", dropped.Error, StringComparison.Ordinal);
        Assert.Equal(4, RunReportTests.Read(_canopy)["data"]!["patterns"]!.GetValue<int>());
        Assert.DoesNotContain("left out", filled.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_Validation_GivesItsFigures()
    {
        var end = await _canopy.SucceedAsync("train", Samples.Iris, "--validation", "0.3", "--report", "report.json");

        Assert.InRange(double.Parse(end["validation_accuracy"]), 0.8, 1);
        Assert.Equal(0.3, RunReportTests.Read(_canopy)["options"]!["validation_share"]!.GetValue<double>());
    }

    [Fact]
    public async Task Train_MoreThreads_GiveTheSameNetwork()
    {
        string[] arguments = ["train", "--generate", "circles", "--param", "noise=0.3", "--param", "points=600", "--set", "max_hidden_units=4", "--set", "pool_size=16"];

        var one = await _canopy.SucceedAsync(arguments);
        var two = await _canopy.SucceedAsync([.. arguments, "--threads", "2"]);

        Assert.Equal(one["network"], two["network"]);
    }

    [Fact]
    public async Task Train_NoTerminal_SaysALinePerUnit()
    {
        var end = await _canopy.SucceedAsync("train", "--generate", "two-spirals");
        var quiet = await _canopy.SucceedAsync("train", "--generate", "two-spirals", "--quiet");

        Assert.Equal(int.Parse(end["hidden_units"]), end.Errors.Length);
        Assert.Matches(@"^epoch \d+  unit 1 installed  score 0\.\d+  before it loss 0\.\d+  accuracy 0\.\d+$", end.Errors[0]);
        Assert.Empty(quiet.Error);
    }

    [Fact]
    public async Task Train_Diverging_EndsWithOneAndTheLastGoodNetwork()
    {
        string[] wild = ["--set", "output.epsilon=1000", "--set", "output.mu=10", "--set", "output.decay=0"];

        var end = await _canopy.RunAsync(["train", "--generate", "mackey-glass", .. wild, "-o", "net.onnx"]);

        Assert.Equal(1, end.ExitCode);
        Assert.Equal("diverged", end["finish"]);
        Assert.Equal(end["network"], TrainedModel.FromOnnx(_canopy.Read("net.onnx")).Network.ComputeHash());
    }
}
