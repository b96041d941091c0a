using System.Text.Json.Nodes;
using Canopy.Contracts;
using Canopy.Runs.Storage;
using Canopy.Runs.Tests.Storage;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Formats;

/// <summary>Makes a recording of what this version leaves in a store, when asked for by name: a new format gets one before it changes again.</summary>
public sealed class RecordStore(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>One run in each state that a run is left in, and the networks that they end with when this version goes on.</summary>
    [Fact(Explicit = true)]
    public async Task Record()
    {
        var store = redis.NewStore();
        var keys = await LeaveRunsAsync(store);

        var ends = new JsonObject();
        await using var service = await RunService.StartAsync(store);
        foreach (var run in (await store.ListAsync(new RunQuery(), Token)).Runs)
        {
            if (run.Status is RunStatus.Paused or RunStatus.Stopped)
            {
                await service.SendAsync(run, RunCommandKind.Start);
            }

            ends[run.Id] = (await service.WaitForEndAsync(run)).NetworkHash;
        }

        var file = Path.Combine(Programs.Artifacts, "store.json");
        await File.WriteAllTextAsync(file, StoreRecording.ToText(new JsonObject { ["ends"] = ends, ["keys"] = keys }), Token);
        TestContext.Current.TestOutputHelper!.WriteLine(file);
    }

    private async Task<JsonObject> LeaveRunsAsync(IRunStore store)
    {
        // No checkpoint comes by time, so that the killed run has changed options in its log beyond its checkpoint.
        var service = await RunService.StartAsync(store, o => (o.Cores, o.CheckpointSeconds) = (4, 1000));
        await service.WaitForEndAsync(await service.CreateAsync(TestRuns.Xor() with { Name = "completed", Note = "to its end", Tags = ["old"] }));
        await service.CreateAsync(TestRuns.Xor(start: false) with { Name = "stopped" });

        var paused = await service.CreateAsync(TestRuns.TwoSpirals(pace: 400) with { Name = "paused" });
        await service.WaitForAsync(paused, r => r.Epoch > 120, "is past 120");
        await service.SendAsync(paused, RunCommandKind.Pause);

        var killed = await service.CreateAsync(TestRuns.TwoSpirals(pace: 400) with { Name = "killed" });
        await service.WaitForAsync(killed, r => r.Epoch > 50, "is past 50");
        await service.SendAsync(killed, RunCommandKind.SetOptions, new RunCommand
        {
            Command = RunCommandKind.SetOptions,
            Options = new JsonObject { ["candidate"] = new JsonObject { ["patience"] = 20 } },
        });
        await service.WaitForAsync(killed, r => r.Epoch > 100, "is past 100");
        await service.KillAsync();
        await service.DisposeAsync();
        return await StoreRecording.SaveAsync(redis.Connection.GetDatabase());
    }
}
