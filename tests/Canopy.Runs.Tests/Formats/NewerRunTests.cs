using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Canopy.Runs.Storage.Redis;
using Canopy.Runs.Tests.Storage;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Formats;

/// <summary>A run that a newer Canopy wrote is shown, neither trained nor changed, and goes on unharmed where it can be read.</summary>
public sealed class NewerRunTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private readonly RedisRunStore _store = redis.NewStore();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await redis.ExecuteAsync("FLUSHALL");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static TheoryData<string> Everything => [.. NewerCanopy.All.Keys];

    [Theory]
    [InlineData("format", "is kept in format 2; this Canopy (0.1.0) reads format 1. A newer Canopy wrote it")]
    [InlineData("status", "does not know: status hibernating.")]
    [InlineData("phase", "does not know: training_phase fine_tuning.")]
    [InlineData("option", "does not know: options.next_option.")]
    [InlineData("option's choice", "does not know: options.output.optimiser.")]
    [InlineData("option's range", "does not know: options.pool_size.")]
    [InlineData("kind of data", "does not know: spec.")]
    [InlineData("number", "does not know: epoch 2^70.")]
    public async Task List_WithARunOfANewerCanopy_ShowsItAndSaysWhatIsNewer(string what, string reason)
    {
        await using var service = await RunService.StartAsync(_store);
        var other = await service.CreateAsync(TestRuns.Xor(start: false));
        var run = await service.CreateAsync(TestRuns.Xor(start: false) with { Name = "from the future", Tags = ["x"] });
        await NewerCanopy.All[what](new NewerCanopy(redis, run.Id));

        var listed = (await _store.ListAsync(new RunQuery(), Token)).Runs;

        Assert.Equal([run.Id, other.Id], listed.Select(r => r.Id));
        Assert.Contains(reason, listed[0].Unreadable, StringComparison.Ordinal);
        Assert.Equal(("from the future", 4, run.Seed), (listed[0].Name, listed[0].Dataset.Patterns, listed[0].Seed));
        Assert.Equal(what == "status" ? (RunStatus.Unknown, "hibernating") : (RunStatus.Stopped, null), (listed[0].Status, listed[0].StatusText));
        Assert.Null(listed[1].Unreadable);
    }

    /// <summary>Without the log, which only whoever trains reads.</summary>
    public static TheoryData<string> RecordAndCheckpoint => [.. NewerCanopy.All.Keys.Where(what => !what.EndsWith("entry", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(RecordAndCheckpoint))]
    public async Task Start_OfARunOfANewerCanopy_IsRefusedUntouched(string what)
    {
        await using var service = await RunService.StartAsync(_store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 1000));
        await service.WaitForAsync(run, r => r.Epoch > 20, "is past 20");
        await service.SendAsync(run, RunCommandKind.Pause);
        await NewerCanopy.All[what](new NewerCanopy(redis, run.Id));
        var before = await SaveAsync();

        await Assert.ThrowsAsync<NewerFormatException>(() => service.SendAsync(run, RunCommandKind.Resume));
        if (!what.StartsWith("checkpoint", StringComparison.Ordinal))
        {
            await Assert.ThrowsAsync<NewerFormatException>(() => service.SendAsync(run, RunCommandKind.Reset));
            await Assert.ThrowsAsync<NewerFormatException>(() => service.Commands.DeleteAsync(run.Id, Token));
        }

        Assert.Equal(before, await SaveAsync());
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Backend_ThatMeetsARunOfANewerOne_LeavesItToThat(string what)
    {
        var run = await LeaveInMidRunAsync();
        var good = await StoreRecording.SaveAsync(redis.Connection.GetDatabase());
        await NewerCanopy.All[what](new NewerCanopy(redis, run.Id));
        var before = await SaveAsync();
        await using (var old = await RunService.StartAsync(_store, o => o.Cores = 1))
        {
            // It is first in the queue: who trains the next one has passed it over.
            Assert.Equal(RunStatus.Completed, (await old.WaitForEndAsync(await old.CreateAsync(TestRuns.Xor()))).Status);
        }

        var left = (await _store.FindAsync(run.Id, Token))!;
        Assert.Equal(what == "status" ? RunStatus.Unknown : RunStatus.Started, left.Status);
        AssertUntouched(before, await SaveAsync(), run.Id);
        await redis.ExecuteAsync("FLUSHALL");
        await StoreRecording.LoadAsync(redis.Connection.GetDatabase(), good);
        await using var next = await RunService.StartAsync(_store);
        var ended = await next.WaitForEndAsync(run);
        Assert.Equal(TestRuns.Bare(TestRuns.TwoSpirals()), (ended.NetworkHash, ended.Epoch));
    }

    [Theory]
    [InlineData("""{"command":"levitate","command_id":"new","height":3}""", "levitate of format 1")]
    [InlineData("""{"command":"pause","command_id":"new","format":2}""", "pause of format 2")]
    public async Task Owner_ThatIsSentACommandOfANewerBackend_RefusesItAndTrainsOn(string command, string named)
    {
        await using var service = await RunService.StartAsync(_store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 1000));
        await service.WaitForAsync(run, r => r.Owner is not null && r.Epoch > 10, "is trained");

        await redis.ExecuteAsync("HSET", $"canopy:run:{run.Id}:inbox", "new", "7|" + command);

        await Until.TrueAsync(async () => await _store.FindAnswerAsync(run.Id, "new", Token) is { Answer: not null, Waiting: false }, "it is answered");
        var answer = (await _store.FindAnswerAsync(run.Id, "new", Token)).Answer!;
        Assert.Contains("\"accepted\":false", answer, StringComparison.Ordinal);
        Assert.Contains(named, answer, StringComparison.Ordinal);
        var ended = await service.WaitForEndAsync(run);
        Assert.Equal(TestRuns.Bare(TestRuns.TwoSpirals()), (ended.NetworkHash, ended.Epoch));
        Assert.Single(LogCheck.Owners(await LogCheck.ReadAsync(_store, run.Id)));
    }

    [Fact]
    public async Task Log_WithAnEntryOfANewerLayout_IsReadWithItsNumbersWhole()
    {
        var run = await LeaveInMidRunAsync();
        await NewerCanopy.All["layout of entry"](new NewerCanopy(redis, run.Id));

        var log = await LogCheck.ReadAsync(_store, run.Id);

        Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(e => e.Seq));
        Assert.Equal((EventKind.Unknown, 0, log[^2].Header.Step), (log[^1].Kind, log[^1].Payload.Length, log[^1].Header.Step));
    }

    /// <summary>A started run with a checkpoint at the end of its log and no owner.</summary>
    private async Task<RunDescription> LeaveInMidRunAsync()
    {
        await using var service = await RunService.StartAsync(_store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 1000));
        await service.WaitForAsync(run, r => r.Epoch > 50, "is past 50");
        await service.StopAsync();
        return run;
    }

    private async Task<string> SaveAsync() => StoreRecording.ToText(await StoreRecording.SaveAsync(redis.Connection.GetDatabase()));

    /// <summary>What may have changed is who looked at it last: the fence, and its number.</summary>
    private static void AssertUntouched(string before, string after, string runId)
    {
        string[] ownership = ["token", "fence", "released", "owner", "host"];
        var (old, now) = (Keys(before), Keys(after));
        foreach (var (key, value) in old)
        {
            Assert.True(value == now[key], $"{key} was {value} and is {now[key]}");
        }

        Dictionary<string, string> Keys(string text)
        {
            var keys = System.Text.Json.Nodes.JsonNode.Parse(text)!.AsObject();
            foreach (var field in ownership)
            {
                keys[$"canopy:run:{runId}"]!["hash"]!.AsObject().Remove(field);
            }

            return keys.Where(k => k.Key.Contains(runId, StringComparison.Ordinal)).ToDictionary(k => k.Key, k => k.Value!.ToJsonString());
        }
    }
}
