using System.Diagnostics;
using Canopy.Contracts;
using Canopy.Testing;
using StackExchange.Redis;

namespace Canopy.Bench;

/// <summary>1,000,000 epochs with a pool of 8, through a backend into Redis: how long, and how much memory.</summary>
internal static class LogBenchmark
{
    private const double LimitMegabytes = 50;

    public static async Task RunAsync()
    {
        await using var system = await CanopySystem.StartAsync();
        var start = Stopwatch.GetTimestamp();
        var run = await system.CreateRunAsync(LongRun.Request());
        var finished = await system.WaitForAsync(run.Id, r => r.Status is RunStatus.Completed or RunStatus.Failed, "ends");
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        var megabytes = await MegabytesAsync(system.Redis.ConnectionString);
        Console.WriteLine($"{finished.Epoch:N0} epochs, pool of {finished.Options.PoolSize}, {finished.HiddenUnits} hidden units, {finished.HeadSeq:N0} log entries");
        Console.WriteLine($"  create to completed  {seconds:0.00} s, {finished.Epoch / seconds:N0} epochs/s");
        Console.WriteLine($"  in Redis             {megabytes:0.0} MB (limit: {LimitMegabytes} MB), {megabytes * 1e6 / finished.Epoch:0.0} bytes per epoch");
    }

    /// <summary>All keys together, every element counted.</summary>
    private static async Task<double> MegabytesAsync(string connectionString)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(connectionString + ",allowAdmin=true");
        var database = redis.GetDatabase();
        var keys = (RedisResult[]?)await database.ExecuteAsync("KEYS", "*") ?? [];
        double bytes = 0;
        foreach (var key in keys)
        {
            bytes += (long)await database.ExecuteAsync("MEMORY", "USAGE", (string)key!, "SAMPLES", 0);
        }

        return bytes / 1e6;
    }
}
