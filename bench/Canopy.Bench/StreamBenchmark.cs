using System.Diagnostics;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.Bench;

/// <summary>From the engine over backend, Redis and web to 100 sockets: a million epochs, all there at the end.</summary>
internal static class StreamBenchmark
{
    private const int Sockets = 100;

    public static async Task RunAsync()
    {
        await using var system = await CanopySystem.StartAsync();
        var run = await system.CreateRunAsync(LongRun.Request() with { Start = false });
        var viewers = Enumerable.Range(0, Sockets).Select(_ => new LogViewer(system.Web, run.Id)).ToList();
        await Until.TrueAsync(() => Task.FromResult(viewers.TrueForAll(v => v.LastSeq > 0)), $"{Sockets} sockets are connected");

        var start = Stopwatch.GetTimestamp();
        await system.SendAsync(run.Id, new RunCommand { Command = RunCommandKind.Start });
        var finished = await system.WaitForAsync(run.Id, r => r.Status is RunStatus.Completed or RunStatus.Failed, "ends");
        var trained = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await Until.TrueAsync(() => Task.FromResult(viewers.TrueForAll(v => v.LastSeq == finished.HeadSeq)), "every socket has the last entry");
        var seen = Stopwatch.GetElapsedTime(start).TotalSeconds;

        double frames = viewers.Sum(v => v.Frames.Count);
        double bytes = viewers.Sum(v => v.Frames.Sum(f => (double)f.Frame.Length));
        Console.WriteLine($"{finished.Epoch:N0} epochs in {finished.HeadSeq:N0} log entries to {Sockets} sockets, all programs on this machine");
        Console.WriteLine($"  trained in           {trained:0.00} s; every socket had the last entry after {seen:0.00} s");
        Console.WriteLine($"  engine to sockets    {finished.Epoch / seen:N0} epochs/s to each, {finished.Epoch * Sockets / seen:N0} epochs/s in all");
        Console.WriteLine($"  frames               {frames / seen:N0} /s, {bytes / seen / 1e6:0.0} MB/s; {frames / Sockets:N0} per socket stand for all entries");
        foreach (var viewer in viewers)
        {
            await viewer.DisposeAsync();
        }
    }
}
