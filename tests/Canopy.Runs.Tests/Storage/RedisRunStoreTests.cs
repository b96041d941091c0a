using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Storage;

public sealed class RedisRunStoreTests(RedisFixture redis) : StoreContract, IClassFixture<RedisFixture>, IAsyncLifetime
{
    internal override IRunStore Store { get; } = redis.NewStore();

    public async ValueTask InitializeAsync() => await redis.ExecuteAsync("FLUSHALL");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Delete_OnlyRun_LeavesNothingBehind()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;
        var commit = TestRuns.Owned(claim, 3);
        commit.Keep(new StoredCheckpoint(new byte[] { 1 }, 3, 1, 1, 1), asUnit: true);
        commit.Answers.Add(new CommandAnswer("c", "{}"));
        await Store.CommitAsync(commit, Token);

        await Store.DeleteAsync(run.Id, Token);

        Assert.Equal(["canopy:active:counter"], (string[])(await redis.ExecuteAsync("KEYS", "*"))!);
    }

    [Fact]
    public async Task Key_OfACreation_EndsByItselfAndHoldsNothingOfTheCaller()
    {
        await Store.CreateAsync(Keyed("secret-of-ada"), Token);

        var key = Assert.Single((string[])(await redis.ExecuteAsync("KEYS", "canopy:creation:*"))!);

        Assert.Matches("^canopy:creation:[0-9a-f]{64}$", key);
        var left = TimeSpan.FromMilliseconds((long)await redis.ExecuteAsync("PTTL", key));
        Assert.InRange(left, RunStorage.AnswersKept - TimeSpan.FromMinutes(5), RunStorage.AnswersKept);
    }

    [Fact]
    public async Task Id_ThatIsNone_NamesNoKey()
    {
        var run = await CreateAsync();
        foreach (var id in (IEnumerable<string>)[.. ImpossibleIds.All, run.Id + ":log", run.Id + ":answers"])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Store.FindAsync(id, Token));
            await Assert.ThrowsAsync<ArgumentException>(() => Store.ReadLogAsync(id, 0, 1, Token));
            await Assert.ThrowsAsync<ArgumentException>(() => Store.SubscribeAsync(id, _ => { }, Token));
            await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(id, Token));
        }
    }

    [Fact]
    public async Task Inbox_CommandOfAnOlderVersion_IsReadWithoutItsSender()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;
        await redis.ExecuteAsync("HSET", $"canopy:run:{run.Id}:inbox", "c", """1|{"command":"set_pace","command_id":"c","unit":"epoch","pace":5}""");

        var command = Assert.Single((await Store.RenewAsync(claim, TimeSpan.FromSeconds(60), Token))!).Command;

        Assert.Equal((5, (string?)null, "c"), (command!.Pace, command.By, command.CommandId));
    }

    [Fact]
    public async Task Scripts_AfterFlush_AreSentAgain()
    {
        await CreateAsync();
        await redis.ExecuteAsync("SCRIPT", "FLUSH");

        Assert.NotNull(await Store.ClaimAsync(TestRuns.Claim(), Token));
    }

    [Fact]
    public async Task Reset_WithoutMemory_ChangesNothing()
    {
        var run = await CreateAsync();
        var state = (await Store.LoadAsync(run.Id, Token))!;
        var reset = new Commit { RunId = run.Id, Fence = state.Fence, Owned = false, FirstSeq = 3, Reset = true, Queue = Queueing.Leave };
        reset.Add(TestRuns.Entry(3));
        try
        {
            await redis.ExecuteAsync("CONFIG", "SET", "maxmemory", "1mb");

            var refusal = await Assert.ThrowsAsync<ServiceUnavailableException>(() => Store.CommitAsync(reset, Token));
            Assert.Equal("The store is full; nothing was changed.", refusal.Message);
        }
        finally
        {
            await redis.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        }

        Assert.Equal(2, (await Store.ReadLogAsync(run.Id, 0, 10, Token)).Count);
        Assert.Equal(state.Fence, (await Store.LoadAsync(run.Id, Token))!.Fence);
        Assert.Equal(CommitOutcome.Committed, (await Store.CommitAsync(reset, Token)).Outcome);
    }

    [Fact]
    public async Task Units_BeyondTheBound_AreNotKept()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;
        var commit = TestRuns.Owned(claim, 3);
        for (var unit = 1; unit <= 6; unit++)
        {
            commit.Keep(new StoredCheckpoint(new byte[1 << 20], 3, 1, 1, unit), asUnit: true);
        }

        await Store.CommitAsync(commit, Token);

        Assert.Equal(3, (int)await redis.ExecuteAsync("HLEN", $"canopy:run:{run.Id}:units"));
        Assert.Equal(6, (await Store.FindCheckpointAsync(run.Id, Token))!.HiddenUnits);
    }

    [Fact]
    public async Task Calls_HangingRedis_EndWithinTheLimit()
    {
        var store = redis.NewStore(limitSeconds: 0.2);
        await store.PingAsync(Token);
        await redis.ExecuteAsync("CLIENT", "PAUSE", "1500");

        await Assert.ThrowsAsync<ServiceUnavailableException>(() => store.WaitingAsync(Token));
    }
}
