using System.Diagnostics;
using Canopy.Hosting.Processes;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Terminal;

/// <summary>The table on a real terminal, such as `script` makes one.</summary>
public sealed class LiveTerminalTests
{
    [Fact]
    public async Task Quit_RunningApplication_ShowsTheTableAndGivesTheTerminalBack()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && CommandFinder.Find("script") is not null, "no pseudo-terminal here");
        var data = Directory.CreateTempSubdirectory("canopy-live-");
        var command = $"stty rows 24 cols 100; exec dotnet {Path.Combine(AppContext.BaseDirectory, "Sample.AppHost.dll")} --DcpPublisher:RandomizePorts=true --Canopy:DataFolder={data.FullName}";
        var start = new ProcessStartInfo("script", ["-qfec", command, "/dev/null"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("CI");
        using var terminal = Process.Start(start)!;
        var output = new System.Text.StringBuilder();
        var reading = Task.Run(async () =>
        {
            var buffer = new char[4096];
            for (int read; (read = await terminal.StandardOutput.ReadAsync(buffer, TestApp.Deadline)) > 0;)
            {
                lock (output)
                {
                    output.Append(buffer, 0, read);
                }
            }
        }, TestApp.Deadline);
        string Seen()
        {
            lock (output)
            {
                return output.ToString();
            }
        }

        await Wait.UntilAsync(() => Seen().Contains("is ready", StringComparison.Ordinal), "it is ready");
        await terminal.StandardInput.WriteAsync("f");
        await terminal.StandardInput.WriteAsync("l");
        await terminal.StandardInput.FlushAsync(TestApp.Deadline);
        await Wait.UntilAsync(() => Seen().Contains("Log of first", StringComparison.Ordinal), "the log is shown");
        await terminal.StandardInput.WriteAsync("l");
        await terminal.StandardInput.WriteAsync("q");
        await terminal.StandardInput.FlushAsync(TestApp.Deadline);
        await terminal.WaitForExitAsync(TestApp.Deadline);
        await reading;

        data.Delete(recursive: true);
        Assert.Equal(0, terminal.ExitCode);
        Assert.Contains("\e[?1049h", Seen(), StringComparison.Ordinal);
        Assert.Contains("\e[?25h\e[?1049l", Seen(), StringComparison.Ordinal);
        Assert.EndsWith("Sample has stopped.", Seen().TrimEnd(), StringComparison.Ordinal);
    }
}
