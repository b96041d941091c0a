using Canopy.CasCor;

namespace Canopy.CommandLine.Tests;

/// <summary>What is wrong is said at once, with exit code 2, before anything is written.</summary>
public sealed class BadUsageTests : IDisposable
{
    private readonly CanopyProgram _canopy = new();

    public void Dispose() => _canopy.Dispose();

    [Fact]
    public async Task Train_ManyMistakes_AreAllNamed()
    {
        var end = await _canopy.RunAsync(
            "train", "nowhere.csv", "--set", "epsilon=1", "--set", "candidate.patience=0", "--set", "output.optimiser=sgd", "--set", "pool_size", "--seed", "-3",
            "--threads", "0", "--validation", "2", "--kind", "guess", "--missing", "ignore", "--preset", "best", "-o", "net.txt", "--report", "report.txt", "--colour");

        Assert.Equal(2, end.ExitCode);
        Assert.Empty(end.Output);
        foreach (var part in new[]
        {
            "nowhere.csv cannot be read: there is no such file",
            "epsilon is not an option; the options are max_hidden_units",
            "candidate.patience is 0; it must be an integer from 1 to 1,000,000",
            "output.optimiser is sgd; it must be one of quickprop, irprop, adam",
            "--set is pool_size; it must be written as PATH=VALUE",
            "--seed is -3; it must be an integer from 0 to 18446744073709551615",
            "--threads: threads is 0; it must be an integer from 1 to 64",
            "--validation: validation_share is 2; it must be a number from 0 to 0.9",
            "--kind is guess; it must be one of classification, regression",
            "--missing is ignore; it must be one of refuse, drop, mean",
            "--preset is best; it must be one of fahlman-1990",
            "--output is net.txt; it must end in one of .onnx, .json, .ckpt",
            "--report is report.txt; it must end in .json",
            "'--colour'",
        })
        {
            Assert.Contains(part, end.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Train_BadRows_AreNamedByLineAndColumn()
    {
        _canopy.Write("data.csv", "x,y,label", "1,2,a", "3,four,b", "5,6", "7,=8,a");

        var end = await _canopy.RunAsync("train", "data.csv", "-o", "net.onnx");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("data.csv: line 3, column \"y\": \"four\" is not a number", end.Error, StringComparison.Ordinal);
        Assert.Contains("data.csv: line 4: the number of fields is 2", end.Error, StringComparison.Ordinal);
        Assert.Contains("data.csv: line 5, column \"y\": \"=8\" is a formula", end.Error, StringComparison.Ordinal);
        Assert.Equal(["data.csv"], _canopy.Files);
    }

    [Fact]
    public async Task Train_UnknownColumns_AreNamedWithThoseThatThereAre()
    {
        var end = await _canopy.RunAsync("train", Samples.Iris, "--target", "kind", "--ignore", "9");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("there is no column \"kind\"; the columns are sepal length (cm)", end.Error, StringComparison.Ordinal);
        Assert.Contains("there is no column \"9\"", end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("train", "a.csv", "--generate", "xor")]
    [InlineData("train", "--generate", "spirals")]
    [InlineData("train", "--generate", "xor", "--param", "noise=99")]
    [InlineData("train", "--generate", "xor", "--param", "noise=much")]
    [InlineData("train", "--generate", "xor", "--target", "label")]
    [InlineData("train", "--generate", "xor", "--resume", "nowhere.ckpt")]
    [InlineData("train", "--generate", "xor", "-o", "nowhere/net.onnx")]
    [InlineData("train", "--generate", "xor", "-o", "net.onnx", "-o", "./net.onnx")]
    [InlineData("train", "--generate", "xor", "--set", "output.batch_size=32")]
    [InlineData("train", "--seed")]
    [InlineData("predict", "net.onnx")]
    [InlineData("evaluate", "net.onnx")]
    [InlineData("fly")]
    [InlineData]
    public async Task Canopy_WrongArguments_EndWithTwoAndAReason(params string[] arguments)
    {
        var end = await _canopy.RunAsync(arguments);

        Assert.Equal(2, end.ExitCode);
        Assert.Empty(end.Output);
        Assert.True(end.Errors.Length >= 2);
        Assert.All(end.Errors, line => Assert.StartsWith("canopy: ", line, StringComparison.Ordinal));
        Assert.Empty(_canopy.Files);
    }

    [Fact]
    public async Task Train_ExistingOutput_IsReplacedOnlyByForce()
    {
        _canopy.Write("net.json", "mine");

        var refused = await _canopy.RunAsync("train", "--generate", "xor", "-o", "net.json");
        var kept = await File.ReadAllTextAsync(_canopy["net.json"]);
        var forced = await _canopy.SucceedAsync("train", "--generate", "xor", "-o", "net.json", "--force");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("net.json exists; give another name, or --force to replace it", refused.Error, StringComparison.Ordinal);
        Assert.Equal("mine\n", kept);
        Assert.Equal(forced["network"], TrainedModel.FromJson(_canopy.Read("net.json")).Network.ComputeHash());
    }

    [Fact]
    public async Task Train_FolderThatGoesAway_FailsWithOne()
    {
        Directory.CreateDirectory(_canopy["out"]);
        _canopy.Write("contradiction.csv", Samples.Contradiction());
        using var running = _canopy.Start("train", "contradiction.csv", "--set", "max_hidden_units=1000", "--set", "output.patience=1000000", "-o", "out/net.onnx");
        await running.UntilErrorAsync("unit 1 installed");
        Directory.Delete(_canopy["out"]);
        await running.SignalAsync("INT");

        var end = await running.EndAsync();

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("canopy: out/net.onnx could not be written: there is no such folder", end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("train", "--help")]
    [InlineData("predict", "-h")]
    [InlineData("evaluate", "--help")]
    [InlineData("--version")]
    [InlineData("train", "--version")]
    public async Task Canopy_HelpOrVersion_IsPrinted(params string[] arguments)
    {
        var end = await _canopy.SucceedAsync(arguments);

        Assert.Matches(arguments[^1] == "--version" ? @"^\d+\.\d+\.\d+" : "Usage:\\s+canopy", end.Output);
        Assert.Empty(end.Error);
    }

    [Fact]
    public async Task Train_OptionsList_HasEveryOptionWithTheValueOfThePreset()
    {
        var end = await _canopy.SucceedAsync("train", "--options", "--preset", "two-spirals");

        foreach (var option in OptionCatalogue.All)
        {
            var value = OptionCatalogue.Display(TrainingPresets.TwoSpirals, option.Path);
            Assert.Contains($"  {option.Path} = {value}   (", end.Output, StringComparison.Ordinal);
            Assert.Contains(option.Help, end.Output, StringComparison.Ordinal);
        }
    }
}
