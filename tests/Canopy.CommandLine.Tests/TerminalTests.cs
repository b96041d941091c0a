using System.Diagnostics;
using Canopy.Testing;

namespace Canopy.CommandLine.Tests;

/// <summary>Progress on a real terminal, such as <c>script</c> makes one.</summary>
public sealed class TerminalTests
{
    [Fact]
    public async Task Train_Terminal_RewritesOneLine()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "no pseudo-terminal here");
        using var canopy = new CanopyProgram();
        canopy.Write("contradiction.csv", Samples.Contradiction());
        var train = $"train {canopy["contradiction.csv"]} --set output.patience=1000000 --set output.max_epochs=200000 --set max_hidden_units=1";
        var start = new ProcessStartInfo("script", ["-qfec", $"stty rows 24 cols 60; exec dotnet {Programs.CommandLine} {train}", "/dev/null"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm-256color";

        using var terminal = Process.Start(start)!;
        var output = await terminal.StandardOutput.ReadToEndAsync();
        await terminal.WaitForExitAsync();

        var line = output.Split('\r').First(part => part.Contains("epochs", StringComparison.Ordinal) || part.Contains("loss", StringComparison.Ordinal));
        Assert.Matches(@"^\e\[Kepoch [\d,]+  output  \d+ units  loss 0\.\d+", line);
        Assert.True(line.Length <= 60 + "\e[K".Length);
        Assert.DoesNotContain("installed", output, StringComparison.Ordinal);
        Assert.Contains("\r\e[Kfinish: max_hidden_units", output, StringComparison.Ordinal);
        Assert.Equal(0, terminal.ExitCode);
    }
}
