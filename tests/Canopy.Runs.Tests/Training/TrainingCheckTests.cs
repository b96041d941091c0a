using Canopy.Runs.Storage.Memory;
using Canopy.Runs.Training;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Canopy.Runs.Tests.Training;

public sealed class TrainingCheckTests
{
    [Fact]
    public async Task TrainingRuns_PacedAndWaiting_AreAlive()
    {
        await using var service = await RunService.StartAsync(new MemoryRunStore(TimeProvider.System));
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 0.2));
        await service.WaitForAsync(run, r => r.Epoch > 0, "is trained");

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(service, stuckSeconds: 30)).Status);
    }

    [Fact]
    public async Task SilentLoop_IsNamed()
    {
        await using var service = await RunService.StartAsync(new MemoryRunStore(TimeProvider.System));

        var result = await CheckAsync(service, stuckSeconds: -1);

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("dispatcher has been silent", result.Description, StringComparison.Ordinal);
    }

    private static Task<HealthCheckResult> CheckAsync(RunService service, double stuckSeconds)
    {
        var check = new TrainingCheck(service.Dispatcher, Options.Create(new RunsOptions { StuckSeconds = stuckSeconds }));
        var context = new HealthCheckContext { Registration = new HealthCheckRegistration("training", check, HealthStatus.Unhealthy, []) };
        return check.CheckHealthAsync(context, TestContext.Current.CancellationToken);
    }
}
