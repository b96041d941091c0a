using System.Diagnostics;

namespace Canopy.Aspirate.Tests.Support;

/// <summary>Programs as their user starts them.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Our own command line.</summary>
    public static Task<Result> AspirateAsync(params string[] args) =>
        RunAsync(Find("dotnet")!, [Path.Combine(AppContext.BaseDirectory, "Canopy.Aspirate.dll"), .. args]);

    /// <summary>All objects that kustomize builds from a folder; the test is skipped where kubectl is missing.</summary>
    public static async Task<string> KustomizeAsync(string folder)
    {
        var kubectl = Find("kubectl");
        Assert.SkipUnless(kubectl is not null, "kubectl is not on the PATH");
        var run = await RunAsync(kubectl, ["kustomize", folder]);
        return run.ExitCode == 0 ? run.Output : throw new InvalidOperationException(run.Error);
    }

    public static Task<Result> RunAsync(string program, params string[] args) => RunAsync(program, _ => { }, args);

    public static async Task<Result> RunAsync(string program, Action<ProcessStartInfo> prepare, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        prepare(start);
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new(process.ExitCode, await output, await error);
    }

    internal sealed record Result(int ExitCode, string Output, string Error);
}
