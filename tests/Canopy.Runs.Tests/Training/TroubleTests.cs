using Canopy.Contracts;
using Canopy.Runs.Storage.Memory;
using Canopy.Runs.Tests.Storage;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Training;

/// <summary>Runs while the store is in trouble.</summary>
public sealed class TroubleTests
{
    private static readonly Lazy<(string Hash, long Epochs)> Undisturbed = new(() => TestRuns.Bare(TestRuns.TwoSpirals()));
    private readonly MemoryRunStore _memory = new(TimeProvider.System);

    [Fact]
    public async Task LostAnswers_Commits_AreRepeatedAndHaveOneEffect()
    {
        var store = new FaultyStore(_memory) { LostAnswers = 0.4 };
        await using var service = await RunService.StartAsync(store);

        var run = await service.WaitForEndAsync(await service.CreateAsync(TestRuns.TwoSpirals(pace: 3000)));

        await AssertUndisturbedAsync(run);
        Assert.True(store.Commits > 10);
    }

    [Fact]
    public async Task StoreAway_BufferFull_TrainingWaitsAndLosesNothing()
    {
        var store = new FaultyStore(_memory);
        await using var service = await RunService.StartAsync(store, o => o.BufferBytes = 20_000);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 1000));
        await service.WaitForAsync(run, r => r.Epoch > 50, "is trained");
        store.IsAway = true;

        await Until.TrueAsync(() => Task.FromResult(service.IsWaitingForStore), "training waits");
        var logged = (await _memory.FindAsync(run.Id, default))!.Epoch;
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.True(service.IsWaitingForStore);
        Assert.Equal(logged, (await _memory.FindAsync(run.Id, default))!.Epoch);
        store.IsAway = false;

        await AssertUndisturbedAsync(await service.WaitForEndAsync(run));
        Assert.False(service.IsWaitingForStore);
    }

    [Fact]
    public async Task TwoServices_OwnerThatCannotRenew_IsReplacedAndWritesNoMore()
    {
        var cutOff = new FaultyStore(_memory);
        // Longer than this process may be held up: the lease is to be lost for want of renewals, and only once.
        await using var first = await RunService.StartAsync(cutOff, o => o.LeaseSeconds = 2);
        var run = await first.CreateAsync(TestRuns.TwoSpirals(pace: 300));
        await first.WaitForAsync(run, r => r.Epoch > 100, "is trained");
        await using var second = await RunService.StartAsync(_memory, o => o.LeaseSeconds = 30);
        cutOff.CannotRenew = true;

        await first.WaitForAsync(run, r => r.Owner == second.Dispatcher.Owner.Owner, "has another owner");
        var ended = await second.WaitForEndAsync(run);

        var log = await AssertUndisturbedAsync(ended);
        var owners = LogCheck.Owners(log);
        Assert.Equal([first.Dispatcher.Owner.Owner, second.Dispatcher.Owner.Owner], owners.Select(o => o.Owner));
    }

    [Fact]
    public async Task StoreAway_WhenTheServiceStops_ItStopsInTimeAndTheNextOwnerLosesNothing()
    {
        var store = new FaultyStore(_memory);
        await using var first = await RunService.StartAsync(store, o => o.StopSeconds = 0.5);
        var run = await first.CreateAsync(TestRuns.TwoSpirals(pace: 1000));
        await first.WaitForAsync(run, r => r.Epoch > 100, "is trained");
        store.IsAway = true;

        await first.StopAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await using var second = await RunService.StartAsync(_memory);
        await AssertUndisturbedAsync(await second.WaitForEndAsync(run));
    }

    [Fact]
    public async Task Diverging_Run_FailsWithTheReasonAndKeepsItsLastCheckpoint()
    {
        await using var service = await RunService.StartAsync(_memory);
        var options = new System.Text.Json.Nodes.JsonObject
        {
            ["output_activation"] = "linear",
            ["output"] = new System.Text.Json.Nodes.JsonObject { ["epsilon"] = 1000, ["mu"] = 10, ["patience"] = 100000, ["max_epochs"] = 100000 },
        };
        var run = await service.CreateAsync(TestRuns.TwoSpirals() with { Options = options });

        var ended = await service.WaitForEndAsync(run);

        Assert.Equal(RunStatus.Failed, ended.Status);
        Assert.Contains("diverged", ended.Reason, StringComparison.Ordinal);
        Assert.Null(ended.NetworkHash);
        await LogCheck.AssertWholeAsync(_memory, ended);
        var refused = await service.SendAsync(ended, RunCommandKind.Resume);
        Assert.False(refused.Accepted);
    }

    private async Task<IReadOnlyList<LogEntry>> AssertUndisturbedAsync(RunDescription run)
    {
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(Undisturbed.Value, (run.NetworkHash, run.Epoch));
        return await LogCheck.AssertWholeAsync(_memory, run);
    }
}
