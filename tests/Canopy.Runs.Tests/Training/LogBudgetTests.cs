using System.Text.Json.Nodes;
using Canopy.Contracts;
using Canopy.Runs.Tests.Storage;
using StackExchange.Redis;

namespace Canopy.Runs.Tests.Training;

/// <summary>What a run occupies in Redis (RUN-04): 1,000,000 epochs with a pool of 8 take at most 50 MB.</summary>
public sealed class LogBudgetTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private const double MostBytesPerEpoch = 50;

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    public async Task LongPhases_AHundredThousandEpochs_StayWithinTheBudget(double validationShare)
    {
        var options = new JsonObject
        {
            ["validation_share"] = validationShare,
            ["max_epochs"] = 100_000,
            ["error_bit_threshold"] = 1e-9,
            ["output"] = new JsonObject { ["patience"] = 1_000_000, ["max_epochs"] = 30_000 },
            ["candidate"] = new JsonObject { ["patience"] = 1_000_000, ["max_epochs"] = 70_000 },
        };

        var run = await TrainAsync(TestRuns.Xor() with { Options = options });

        Assert.Equal(100_000, run.Epoch);
        Assert.InRange(await BytesAsync(run), 1, MostBytesPerEpoch * run.Epoch);
    }

    [Fact]
    public async Task TwoSpirals_ShortPhases_StayWithinTheBudget()
    {
        var options = new JsonObject { ["max_hidden_units"] = 60, ["error_bit_threshold"] = 1e-9 };

        var run = await TrainAsync(TestRuns.TwoSpirals() with { Options = options });

        Assert.InRange(run.Epoch, 5_000, 20_000);

        // Many short phases: weights of every unit, output weights at every phase's end, and all checkpoints of units.
        Assert.InRange(await BytesAsync(run), 1, 4 * MostBytesPerEpoch * run.Epoch);
    }

    private async Task<RunDescription> TrainAsync(CreateRun request)
    {
        await redis.ExecuteAsync("FLUSHALL");
        await using var service = await RunService.StartAsync(redis.NewStore(), o => o.CheckpointSeconds = 5);
        var run = await service.WaitForEndAsync(await service.CreateAsync(request));
        Assert.Equal(RunStatus.Completed, run.Status);
        return run;
    }

    private async Task<long> BytesAsync(RunDescription run)
    {
        var total = 0L;
        var parts = new List<string>();
        foreach (var key in (string[])(await redis.ExecuteAsync("KEYS", "*"))!)
        {
            var bytes = (long)await redis.ExecuteAsync("MEMORY", "USAGE", (RedisKey)key, "SAMPLES", "0");
            total += bytes;
            parts.Add($"{key.Replace(run.Id, "ID", StringComparison.Ordinal)} {bytes}");
        }

        TestContext.Current.SendDiagnosticMessage(
            "{0:0.0} bytes an epoch over {1} epochs, {2} entries: {3}", total / (double)run.Epoch, run.Epoch, run.HeadSeq, string.Join(", ", parts));
        return total;
    }
}
