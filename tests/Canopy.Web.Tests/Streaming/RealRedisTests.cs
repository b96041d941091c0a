using Canopy.Contracts;
using Canopy.Runs;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Canopy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Canopy.Web.Tests.Streaming;

public sealed class RealRedisTests
{
    [Fact]
    public async Task Redis_KilledWhileViewersWatch_TheySeeTheWholeLog()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var backend = await StartTrainingAsync(redis);
        var setting = ("ConnectionStrings:cache", redis.ConnectionString);
        var development = ("environment", "Development");
        await using var one = WebProgram.Start(setting, development, ("WEBSOCKET_HEARTBEAT_INTERVAL", "0.2"));
        await using var two = WebProgram.Start(setting, development);
        var commands = backend.Services.GetRequiredService<IRunCommands>();
        var run = await commands.CreateAsync(
            new CreateRun { Dataset = new DatasetSpec { Generator = "two-spirals" }, Seed = 3, Pace = 300 }, CancellationToken.None);

        await using var first = await TestViewer.BinaryAsync(one.Address, run.Id);
        await using var second = await TestViewer.BinaryAsync(two.Address, run.Id);
        await first.UntilAsync(v => v.Entries.Any(e => e.Kind == EventKind.CascadeAdd), "a unit");
        await second.UntilAsync(v => v.Entries.Count > 0, "the run");
        await redis.KillAsync();
        var pings = first.Frames.Count(f => f.Kind == EventKind.Ping);
        await first.UntilAsync(v => v.Frames.Count(f => f.Kind == EventKind.Ping) > pings + 2, "heartbeats while Redis is away");
        await redis.RestartAsync();
        await Until.TrueAsync(() => HurryAsync(commands, run.Id), "the run takes commands again");

        await first.UntilAsync(IsCompleted, "the end of the run");
        await second.UntilAsync(IsCompleted, "the end of the run");
        await using var late = await TestViewer.BinaryAsync(two.Address, run.Id);
        await late.UntilAsync(IsCompleted, "the end of the run");
        var log = await ReadAllAsync(backend.Services.GetRequiredService<IRunReader>(), run.Id);
        LogAssert.IsWhole(log, first.Entries);
        LogAssert.IsWhole(log, second.Entries);
        LogAssert.IsWhole(log, late.Entries);
    }

    private static bool IsCompleted(TestViewer viewer) => viewer.Entries.Any(e => e.Kind == EventKind.StatusChange
        && e.Read(ContractsJson.Default.StatusChange).Details.Status == RunStatus.Completed);

    private static async Task<bool> HurryAsync(IRunCommands commands, string runId)
    {
        try
        {
            var faster = new RunCommand { Command = RunCommandKind.SetPace, CommandId = "faster", Pace = 0 };
            return await commands.SendAsync(runId, faster, CancellationToken.None) is { Accepted: true };
        }
        catch (ServiceUnavailableException)
        {
            return false;
        }
    }

    /// <summary>What a backend does, without its HTTP side.</summary>
    private static async Task<WebApplication> StartTrainingAsync(RedisServer redis)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration["ConnectionStrings:cache"] = redis.ConnectionString;
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        builder.AddRedisConnection("cache");
        builder.Services.AddRunStoreRedis().AddRunCommands().AddRunTraining();
        var app = builder.Build();
        await app.StartAsync();
        return app;
    }

    private static async Task<IReadOnlyList<LogEntry>> ReadAllAsync(IRunReader reader, string runId)
    {
        var all = new List<LogEntry>();
        while (await reader.ReadLogAsync(runId, all.Count, 100, CancellationToken.None) is { Count: > 0 } page)
        {
            all.AddRange(page);
        }

        return all;
    }
}
