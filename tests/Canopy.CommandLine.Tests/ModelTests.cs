using System.Globalization;
using System.Text.Json.Nodes;
using Canopy.CasCor;

namespace Canopy.CommandLine.Tests;

/// <summary><c>canopy predict</c> and <c>canopy evaluate</c>.</summary>
public sealed class ModelTests : IDisposable
{
    private readonly CanopyProgram _canopy = new();

    public void Dispose() => _canopy.Dispose();

    [Theory]
    [InlineData("iris.onnx")]
    [InlineData("iris.json")]
    public async Task Predict_Csv_EqualsTheLibrary(string network)
    {
        await _canopy.SucceedAsync("train", Samples.Iris, "-o", network);
        var model = network.EndsWith(".onnx", StringComparison.Ordinal) ? TrainedModel.FromOnnx(_canopy.Read(network)) : TrainedModel.FromJson(_canopy.Read(network));
        _canopy.Write("new.csv", "petal width (cm),colour,petal length (cm),sepal width (cm),sepal length (cm)", "0.2,blue,1.4,3.5,5.1", "2.1,white,5.9,3.0,7.1");

        var end = await _canopy.SucceedAsync("predict", network, "new.csv");

        var lines = end.Output.TrimEnd().Split('\n');
        Assert.Equal("prediction,output_setosa,output_versicolor,output_virginica", lines[0]);
        Assert.Equal([Line([5.1f, 3.5f, 1.4f, 0.2f]), Line([7.1f, 3.0f, 5.9f, 2.1f])], lines[1..]);

        string Line(float[] inputs)
            => string.Join(',', [model.LabelOf(model.Classify(inputs)), .. model.Predict(inputs).Select(o => o.ToString(CultureInfo.InvariantCulture))]);
    }

    [Fact]
    public async Task Predict_Regression_IsInTheUnitOfTheTarget()
    {
        _canopy.Write("surface.csv", Samples.Surface(200));
        await _canopy.SucceedAsync("train", "surface.csv", "-o", "net.onnx");
        _canopy.Write("new.csv", "5,4", "2,3");

        await _canopy.SucceedAsync("predict", "net.onnx", "new.csv", "-o", "areas.csv");

        var expected = TrainedModel.FromOnnx(_canopy.Read("net.onnx")).Predict([5f, 4f, 2f, 3f]);
        var lines = await File.ReadAllLinesAsync(_canopy["areas.csv"]);
        Assert.Equal(["area", .. expected.Select(v => v.ToString(CultureInfo.InvariantCulture))], lines);
    }

    [Fact]
    public async Task Predict_MissingValues_AreRefusedOrTakenAsTheMeanOfTraining()
    {
        await _canopy.SucceedAsync("train", Samples.Iris, "--ignore", "1", "--ignore", "2", "-o", "iris.onnx");
        var model = TrainedModel.FromOnnx(_canopy.Read("iris.onnx"));
        _canopy.Write("new.csv", "petal length (cm),petal width (cm)", "1.4,");

        var refused = await _canopy.RunAsync("predict", "iris.onnx", "new.csv");
        var filled = await _canopy.SucceedAsync("predict", "iris.onnx", "new.csv", "--missing", "mean");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("line 2, column \"petal width (cm)\": the value is missing", refused.Error, StringComparison.Ordinal);
        var expected = model.Predict([1.4f, model.Description.Inputs!.Means[1]]);
        Assert.EndsWith(string.Join(',', expected.Select(o => o.ToString(CultureInfo.InvariantCulture))) + "\n", filled.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predict_ColumnsThatAreNotThere_AreNamed()
    {
        await _canopy.SucceedAsync("train", Samples.Iris, "-o", "iris.onnx");
        _canopy.Write("new.csv", "sepal length (cm),petal width (cm)", "5.1,0.2");

        var end = await _canopy.RunAsync("predict", "iris.onnx", "new.csv", "-o", "out.csv");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("There is no column \"sepal width (cm)\", which the model needs", end.Error, StringComparison.Ordinal);
        Assert.Contains("There is no column \"petal length (cm)\", which the model needs", end.Error, StringComparison.Ordinal);
        Assert.Equal(["iris.onnx", "new.csv"], _canopy.Files);
    }

    [Fact]
    public async Task Predict_DamagedNetwork_IsRefused()
    {
        _canopy.Write("net.onnx", "this is no network");
        _canopy.Write("net.json", "{");
        _canopy.Write("new.csv", "1,2");

        foreach (var network in new[] { "net.onnx", "net.json", "nowhere.onnx", "new.csv" })
        {
            var end = await _canopy.RunAsync("predict", network, "new.csv");

            Assert.Equal(2, end.ExitCode);
            Assert.Contains(network, end.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Evaluate_Csv_GivesTheFiguresOfTheLibrary()
    {
        await _canopy.SucceedAsync("train", Samples.Iris, "--set", "max_epochs=30", "-o", "iris.onnx");
        var expected = Evaluation.Of(TrainedModel.FromOnnx(_canopy.Read("iris.onnx")).Network, Samples.IrisData());

        var end = await _canopy.SucceedAsync("evaluate", "iris.onnx", Samples.Iris, "--target", "species");
        var json = JsonNode.Parse((await _canopy.SucceedAsync("evaluate", "iris.onnx", Samples.Iris, "--json")).Output)!;

        Assert.Equal("150", end["patterns"]);
        Assert.Equal(expected.Classification!.Accuracy, double.Parse(end["accuracy"]), 1e-6);
        Assert.Equal(expected.Classification.MacroRocAuc, double.Parse(end["roc_auc"]), 1e-6);
        Assert.Equal(expected.Loss, (double)json["loss"]!);
        Assert.Equal(expected.Classification.Confusion[2, 1], (int)json["confusion"]![2]![1]!);
    }

    [Fact]
    public async Task Evaluate_RowsOfOneClass_AreEvaluated()
    {
        await _canopy.SucceedAsync("train", Samples.Iris, "-o", "iris.onnx");
        var rows = await File.ReadAllLinesAsync(Samples.Iris);
        _canopy.Write("setosa.csv", [rows[0], rows[1]]);

        var end = await _canopy.SucceedAsync("evaluate", "iris.onnx", "setosa.csv");

        Assert.Equal("1", end["patterns"]);
        Assert.Equal("1", end["accuracy"]);
    }

    [Fact]
    public async Task Evaluate_Regression_IsThatOfTraining()
    {
        _canopy.Write("surface.csv", Samples.Surface(100));
        var trained = await _canopy.SucceedAsync("train", "surface.csv", "-o", "net.json");

        var end = await _canopy.SucceedAsync("evaluate", "net.json", "surface.csv");

        Assert.Equal(trained["rmse"], end["rmse"]);
        Assert.Equal(trained["r_squared"], end["r_squared"]);
    }

    [Fact]
    public async Task Evaluate_GeneratedData_NeedsTheSameShape()
    {
        await _canopy.SucceedAsync("train", "--generate", "circles", "-o", "net.onnx");

        var other = await _canopy.SucceedAsync("evaluate", "net.onnx", "--generate", "circles", "--param", "seed=2");
        var wrong = await _canopy.RunAsync("evaluate", "net.onnx", "--generate", "parity", "--param", "bits=3");

        Assert.True(double.Parse(other["accuracy"]) > 0.9);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("The network has 2 inputs and 1 outputs for classification; the data have 3 and 1", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_UnknownClass_IsNamedWithThoseOfTheModel()
    {
        await _canopy.SucceedAsync("train", Samples.Iris, "-o", "iris.onnx");
        _canopy.Write("new.csv", "sepal length (cm),sepal width (cm),petal length (cm),petal width (cm),species", "5.1,3.5,1.4,0.2,tulip");

        var end = await _canopy.RunAsync("evaluate", "iris.onnx", "new.csv");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("\"tulip\" is no class of the model; its classes are setosa, versicolor, virginica", end.Error, StringComparison.Ordinal);
    }
}
