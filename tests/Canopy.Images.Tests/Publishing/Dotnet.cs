using System.Diagnostics;
using Canopy.Testing;

namespace Canopy.Images.Tests.Publishing;

/// <summary>The SDK's command line.</summary>
internal static class Dotnet
{
    /// <summary>Of this test's own build: …/bin/CONFIGURATION/FRAMEWORK.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent!.Name;

    /// <summary>Returns what it wrote; a failure carries it.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Programs.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // A server that outlived the test would keep its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // What a test run sets for itself is not meant for another build.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.Ordinal) && name != "MSBUILDDISABLENODEREUSE").ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var text = await output + await error;
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{text}");
    }
}
