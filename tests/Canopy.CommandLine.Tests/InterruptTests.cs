namespace Canopy.CommandLine.Tests;

/// <summary>Signals in mid-training, and going on afterwards.</summary>
public sealed class InterruptTests : IDisposable
{
    // Phases of 100,000 short epochs: a run to the limit takes minutes, a unit a tenth of a second or so.
    private static readonly string[] Endless =
    [
        "train", "contradiction.csv", "--set", "max_hidden_units=1000", "--set", "max_epochs=1000000000",
        "--set", "output.max_epochs=100000", "--set", "output.patience=100000",
        "--set", "candidate.max_epochs=100000", "--set", "candidate.patience=100000",
    ];

    private readonly CanopyProgram _canopy = new();

    public InterruptTests() => _canopy.Write("contradiction.csv", Samples.Contradiction());

    public void Dispose() => _canopy.Dispose();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Train_Signal_WritesWhatWasAskedForAndGoesOnToTheSameNetwork(string signal, int exitCode)
    {
        using var running = _canopy.Start([.. Endless, "-o", "part.ckpt", "-o", "part.onnx", "--report", "report.json"]);
        await running.UntilErrorAsync("unit 2 installed");
        await running.SignalAsync(signal);
        var interrupted = await running.EndAsync();

        // Far enough that the signal came before.
        const string Limit = "max_hidden_units=12";
        var resumed = await _canopy.SucceedAsync("train", "contradiction.csv", "--resume", "part.ckpt", "--set", Limit);
        var whole = await _canopy.SucceedAsync([.. Endless, "--set", Limit]);

        Assert.Equal(exitCode, interrupted.ExitCode);
        Assert.Equal("interrupted", interrupted["finish"]);
        Assert.Equal(["contradiction.csv", "part.ckpt", "part.onnx", "report.json"], _canopy.Files);
        Assert.Equal(interrupted["network"], (string?)RunReportTests.Read(_canopy)["result"]!["network_hash"]);
        Assert.InRange(int.Parse(interrupted["hidden_units"]), 2, 11);
        Assert.Equal("max_hidden_units", resumed["finish"]);
        Assert.Equal(whole["epochs"], resumed["epochs"]);
        Assert.Equal(whole["network"], resumed["network"]);
    }

    [Fact]
    public async Task Resume_OtherData_IsRefused()
    {
        await _canopy.SucceedAsync("train", "--generate", "xor", "-o", "xor.ckpt");

        var end = await _canopy.RunAsync("train", "contradiction.csv", "--resume", "xor.ckpt", "--seed", "3");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("belongs to other data", end.Error, StringComparison.Ordinal);
        Assert.Contains("--seed cannot be given with --resume", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_OptionThatIsFixed_IsRefused()
    {
        await _canopy.SucceedAsync("train", "--generate", "xor", "-o", "xor.ckpt");

        var end = await _canopy.RunAsync("train", "--generate", "xor", "--resume", "xor.ckpt", "--set", "hidden_activation=tanh");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("hidden_activation cannot change in a run; it must stay sigmoid", end.Error, StringComparison.Ordinal);
    }
}
