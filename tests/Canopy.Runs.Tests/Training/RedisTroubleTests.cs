using Canopy.Contracts;
using Canopy.Runs.Storage.Redis;
using Canopy.Runs.Tests.Storage;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Training;

/// <summary>Runs over a Redis that is killed and comes back over its append-only file.</summary>
public sealed class RedisTroubleTests : IAsyncLifetime
{
    private readonly RedisFixture _redis = new();

    public ValueTask InitializeAsync() => _redis.InitializeAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task Redis_KilledAndRestartedInMidRun_RunEndsAsIfUndisturbed()
    {
        var store = _redis.NewStore(limitSeconds: 1);
        await using var service = await RunService.StartAsync(store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 600));
        foreach (var moment in new[] { 200, 700 })
        {
            await service.WaitForAsync(run, r => r.Epoch >= moment, $"reaches epoch {moment}");
            await _redis.Server.KillAsync();
            await _redis.Server.RestartAsync();
        }

        await AssertUndisturbedAsync(store, await service.WaitForEndAsync(run));
    }

    [Fact]
    public async Task Redis_AwayForLongerThanTheBuffer_TrainingWaitsAndLosesNothing()
    {
        var store = _redis.NewStore(limitSeconds: 1);
        await using var service = await RunService.StartAsync(store, o => o.BufferBytes = 30_000);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 1000));
        await service.WaitForAsync(run, r => r.Epoch > 100, "is past 100");

        await _redis.Server.KillAsync();
        await Until.TrueAsync(() => Task.FromResult(service.IsWaitingForStore), "training waits");
        await _redis.Server.RestartAsync();

        await AssertUndisturbedAsync(store, await service.WaitForEndAsync(run));
    }

    [Fact]
    public async Task Redis_AwayAtTheStart_ServiceWaitsForIt()
    {
        await _redis.Server.KillAsync();
        var store = _redis.NewStore(limitSeconds: 0.5);
        await using var service = await RunService.StartAsync(store);
        await Assert.ThrowsAsync<Canopy.Runs.Commands.ServiceUnavailableException>(() => service.CreateAsync(TestRuns.Xor()));

        await _redis.Server.RestartAsync();

        RunDescription? run = null;
        await Until.TrueAsync(
            async () =>
            {
                try
                {
                    run ??= await service.CreateAsync(TestRuns.Xor());
                }
                catch (Canopy.Runs.Commands.ServiceUnavailableException)
                {
                    return false;
                }

                return true;
            },
            "a run can be created");
        Assert.Equal(RunStatus.Completed, (await service.WaitForEndAsync(run!)).Status);
    }

    private static async Task AssertUndisturbedAsync(RedisRunStore store, RunDescription run)
    {
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(TestRuns.Bare(TestRuns.TwoSpirals()), (run.NetworkHash, run.Epoch));
        await LogCheck.AssertWholeAsync(store, run);
    }
}
