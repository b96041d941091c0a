using System.Diagnostics;

namespace Canopy.CasCor.Tests;

public sealed class ReadmeExampleTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("Canopy.CasCor/README.md")]
    public void Readme_Example_IsTheOneThatIsRun(string readme)
    {
        string text = File.ReadAllText(Repository.PathOf(readme)).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\nusing Canopy.CasCor;\n\n{Body()}\n```\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Example_RunAsAProgram_TrainsWatchesPredictsAndSaves()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("canopy-example-");
        try
        {
            ProcessStartInfo start = TestProgram.Start("example");
            start.WorkingDirectory = folder.FullName;
            using Process example = Process.Start(start)!;
            string output = await example.StandardOutput.ReadToEndAsync();
            await example.WaitForExitAsync();

            Assert.Equal(0, example.ExitCode);
            Assert.Contains("12 hidden units, accuracy", output, StringComparison.Ordinal);
            Assert.Contains("Victory: (1.5, 0) is of class ", output, StringComparison.Ordinal);
            var saved = TrainedModel.FromOnnx(await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "spirals.onnx")));
            Assert.Equal(1.0, Evaluation.Of(saved.Network, Problems.TwoSpirals).Classification!.Accuracy);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The statements of <see cref="ReadmeExample.Run"/>, at the left margin.</summary>
    private static string Body()
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("tests/Canopy.CasCor.Tests/ReadmeExample.cs"));
        int first = Array.FindIndex(lines, line => line.EndsWith("void Run()", StringComparison.Ordinal)) + 2;
        int end = Array.FindIndex(lines, first, line => line == "    }");
        return string.Join('\n', lines[first..end].Select(line => line.Length == 0 ? "" : line[8..]));
    }
}
