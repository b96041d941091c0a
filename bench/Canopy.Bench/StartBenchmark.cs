using System.Diagnostics;
using Canopy.Bench.Speed;
using Canopy.Testing;

namespace Canopy.Bench;

/// <summary>How soon after <c>dotnet run --no-build</c> is the whole system healthy? (HST-10)</summary>
internal static class StartBenchmark
{
    private const int Starts = 3;
    private const double LimitSeconds = 8;
    private const string ReadyLine = "Canopy is ready";

    public static async Task<bool> RunAsync(BenchmarkOptions options)
    {
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            times.Add(await StartAsync());
        }

        times.Sort();
        var limit = Limit.AtMost("start of the whole system, median", Median.OfSorted(times), LimitSeconds, "0.0 's'");
        Console.WriteLine($"From `dotnet run --no-build` to Redis, backend and two web replicas healthy, {Starts} starts: {string.Join(", ", times.Select(t => ReportText.Number(t, "0.0 's'")))}");
        Console.WriteLine(string.Join("  ", limit.Row()));
        return limit.IsMet;
    }

    private static async Task<double> StartAsync()
    {
        var from = Stopwatch.GetTimestamp();
        using var host = ManagedProcess.Start(
            "dotnet", ["run", "--no-build", "--configuration", "Release", "--project", "Canopy.AppHost"], workingDirectory: Programs.Root);
        await Until.TrueAsync(
            () => host.HasExited ? throw new InvalidOperationException(host.Output) : Task.FromResult(host.Output.Contains(ReadyLine, StringComparison.Ordinal)),
            "the whole system is ready");
        var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
        await host.TerminateAsync();
        return seconds;
    }
}
