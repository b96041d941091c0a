using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Tests.Training;

/// <summary>What happens when owners come and go.</summary>
public abstract partial class TrainingContract
{
    [Fact]
    public async Task Kill_AtRandomMoments_NextOwnerGoesOnWithoutGapOrRepeat()
    {
        var ended = await TrainWithKillsAsync(TestRuns.TwoSpirals(pace: 1500), kills: 6);

        var log = await AssertUndisturbedAsync(ended);
        // One that is killed before its first commit leaves no trace.
        Assert.InRange(LogCheck.Owners(log).Select(o => o.Owner).Distinct().Count(), 2, 7);
        Assert.Equal(LogCheck.Owners(log).Select(o => o.Token).Order(), LogCheck.Owners(log).Select(o => o.Token));
    }

    [Fact]
    public async Task Kill_OfARunWithEveryVariant_EndsAsIfUndisturbed()
    {
        var ended = await TrainWithKillsAsync(TestRuns.Variants(pace: 1500), kills: 4);

        await AssertVariantsAsync(ended);
    }

    [Fact]
    public async Task Kill_InAPhaseStep_NextOwnerStopsAtTheSamePlace()
    {
        var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 100, start: false));
        await service.SendAsync(run, RunCommandKind.Step, new RunCommand { Command = RunCommandKind.Step, Unit = StepUnit.Phase });
        await service.WaitForAsync(run, r => r.Epoch > 30, "is in the phase");
        await service.KillAsync();
        await service.DisposeAsync();

        await using var next = await RunService.StartAsync(Store);
        var paused = await next.WaitForAsync(run, r => r.Status == RunStatus.Paused, "is paused");

        Assert.Equal((RunPhase.Candidate, 0), (paused.Phase, paused.HiddenUnits));
        using var bare = TestRuns.Trainer(TestRuns.TwoSpirals());
        while (bare.Phase == TrainingPhase.Output)
        {
            bare.TrainEpoch();
        }

        Assert.Equal(bare.Epoch, paused.Epoch);
    }

    [Fact]
    public async Task Stop_OfTheService_LeavesRunsToTheNextAtOnce()
    {
        var service = await RunService.StartAsync(Store, o => (o.LeaseSeconds, o.CheckpointSeconds) = (200, 1000));
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 1500));
        await service.WaitForAsync(run, r => r.Epoch > 200, "is past 200");

        await service.StopAsync();

        var left = (await Store.FindAsync(run.Id, default))!;
        Assert.Equal((RunStatus.Started, (int?)1), (left.Status, left.QueuePosition));
        var checkpoint = (await Store.FindCheckpointAsync(run.Id, default))!;
        Assert.Equal(left.Epoch, checkpoint.Epoch);
        await Assert.ThrowsAsync<Canopy.Runs.Commands.ServiceUnavailableException>(() => service.CreateAsync(TestRuns.Xor()));
        await service.DisposeAsync();
        await using var next = await RunService.StartAsync(Store);
        await AssertUndisturbedAsync(await next.WaitForEndAsync(run));
    }

    [Fact]
    public async Task Delete_WhileTraining_EndsIt()
    {
        await using var service = await RunService.StartAsync(Store, o => o.Cores = 1);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 100));
        await service.WaitForAsync(run, r => r.Epoch > 5, "is trained");

        Assert.True(await service.Commands.DeleteAsync(run.Id, default));

        // Its core is free again.
        Assert.Equal(RunStatus.Completed, (await service.WaitForEndAsync(await service.CreateAsync(TestRuns.Xor()))).Status);
        Assert.Null(await Store.FindAsync(run.Id, default));
        Assert.Null(await service.Commands.SendAsync(run.Id, new RunCommand { Command = RunCommandKind.Pause }, default));
    }

    /// <summary>Kills the owner again and again, at random moments; the last one trains to the end.</summary>
    private async Task<RunDescription> TrainWithKillsAsync(CreateRun request, int kills)
    {
        var random = new Random(20261121);
        var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(request);
        for (var kill = 0; kill < kills; kill++)
        {
            var moment = (kill * 1320 / kills) + random.Next(200);
            await service.WaitForAsync(run, r => r.Epoch >= moment, $"reaches epoch {moment}");
            await service.KillAsync();
            await service.DisposeAsync();
            service = await RunService.StartAsync(Store);
        }

        await using (service)
        {
            return await service.WaitForEndAsync(run);
        }
    }

    [Fact]
    public async Task DamagedCheckpoint_Run_FailsWithTheReason()
    {
        await using var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 1000));
        await service.WaitForAsync(run, r => r.Epoch > 50, "is trained");
        await service.SendAsync(run, RunCommandKind.Pause);
        var state = (await Store.LoadAsync(run.Id, default))!;
        var damage = TestRuns.Free(state, "damage", queue: Queueing.Keep);
        damage.Entries.Clear();
        var checkpoint = (await Store.FindCheckpointAsync(run.Id, default))!;
        damage.Keep(checkpoint with { Bytes = checkpoint.Bytes[..^9] }, asUnit: false);
        Assert.Equal(CommitOutcome.Committed, (await Store.CommitAsync(damage, default)).Outcome);

        await service.SendAsync(run, RunCommandKind.Resume);

        var failed = await service.WaitForEndAsync(run);
        Assert.Equal(RunStatus.Failed, failed.Status);
        Assert.Contains("checkpoint", failed.Reason, StringComparison.OrdinalIgnoreCase);
        await LogCheck.AssertWholeAsync(Store, failed);
    }
}
