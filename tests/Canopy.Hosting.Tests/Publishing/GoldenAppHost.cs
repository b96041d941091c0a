using System.Diagnostics;
using Canopy.Hosting.Processes;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Publishing;

/// <summary>The golden AppHost as a program, with what it says on each of its two outputs.</summary>
internal static class GoldenAppHost
{
    private static readonly string Configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    public static Task<Result> RunAsync(params string[] args) =>
        ExecuteAsync([Path.Combine(Golden.AppHostFolder, "bin", Configuration, "net10.0", "Canopy.AppHost.dll"), .. args]);

    /// <summary>As Aspirate starts it.</summary>
    public static Task<Result> RunWithDotnetRunAsync(params string[] args) =>
        ExecuteAsync(["run", "--no-build", "--configuration", Configuration, "--project", Golden.AppHostFolder, "--", .. args]);

    private static async Task<Result> ExecuteAsync(string[] args)
    {
        var start = new ProcessStartInfo(CommandFinder.Find("dotnet")!, args)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestApp.Deadline);
        var error = process.StandardError.ReadToEndAsync(TestApp.Deadline);
        await process.WaitForExitAsync(TestApp.Deadline);
        return new(process.ExitCode, await output, await error);
    }

    internal sealed record Result(int ExitCode, string Output, string Error);
}
