using System.Text.Json.Nodes;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Tests.Training;

/// <summary>Runs from their creation to their end, over either store.</summary>
public abstract partial class TrainingContract
{
    private static readonly Lazy<(string Hash, long Epochs)> Undisturbed = new(() => TestRuns.Bare(TestRuns.TwoSpirals()));

    internal abstract IRunStore Store { get; }

    [Fact]
    public async Task Run_Undisturbed_EndsWithTheBareTrainersNetwork()
    {
        await using var service = await RunService.StartAsync(Store);

        var run = await service.WaitForEndAsync(await service.CreateAsync(TestRuns.TwoSpirals()));

        await AssertUndisturbedAsync(run);
        Assert.Equal((RunPhase.Inference, "victory", 0), (run.Phase, run.Reason, run.ErrorBits));
        Assert.NotNull(run.FinishedAt);
        Assert.Null(run.Owner);
        var checkpoint = (await Store.FindCheckpointAsync(run.Id, default))!;
        using var restored = Trainer.Restore(checkpoint.Bytes.Span, Data(TestRuns.TwoSpirals()));
        Assert.Equal(run.NetworkHash, restored.Network.ComputeHash());
        Assert.Equal(run.HeadSeq, checkpoint.Seq);
    }

    [Fact]
    public async Task Run_WithEveryVariant_ReturnsToTheBestNetworkAndSaysSo()
    {
        await using var service = await RunService.StartAsync(Store);

        await AssertVariantsAsync(await service.WaitForEndAsync(await service.CreateAsync(TestRuns.Variants())));
    }

    [Fact]
    public async Task PauseAndResume_InMidRun_DoNotChangeTheNetwork()
    {
        await using var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 2000));
        foreach (var epoch in new[] { 150, 400, 900 })
        {
            await service.WaitForAsync(run, r => r.Epoch > epoch, $"is past {epoch}");
            var paused = await service.SendAsync(run, RunCommandKind.Pause);
            Assert.True(paused is { Accepted: true, Applied: true });
            Assert.Equal(RunStatus.Paused, paused.Run!.Status);
            Assert.Null(paused.Run.Owner);
            Assert.True((await service.SendAsync(run, RunCommandKind.Resume)).Applied);
        }

        var ended = await service.WaitForEndAsync(run);

        await AssertUndisturbedAsync(ended);
        Assert.Equal(
            ["created", "start", "pause", "resume", "pause", "resume", "pause", "resume", "victory"],
            LogCheck.Statuses(await LogCheck.ReadAsync(Store, run.Id)).Select(s => s.Cause));
    }

    [Fact]
    public async Task StopAndStart_InMidRun_GoOnWithTheSameNetwork()
    {
        await using var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 2000));
        await service.WaitForAsync(run, r => r.Epoch > 300, "is past 300");

        var stopped = (await service.SendAsync(run, RunCommandKind.Stop)).Run!;
        Assert.Equal((RunStatus.Stopped, RunPhase.Idle), (stopped.Status, stopped.Phase));
        await service.SendAsync(run, RunCommandKind.SetPace, new RunCommand { Command = RunCommandKind.SetPace, Pace = 0 });
        await service.SendAsync(run, RunCommandKind.Start);

        await AssertUndisturbedAsync(await service.WaitForEndAsync(run));
    }

    [Fact]
    public async Task Step_Epoch_TrainsOneAndPauses()
    {
        await using var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(start: false));

        for (var epoch = 1; epoch <= 3; epoch++)
        {
            Assert.True((await service.SendAsync(run, RunCommandKind.Step)).Applied);
            var paused = await service.WaitForAsync(run, r => r.Status == RunStatus.Paused, "is paused");
            Assert.Equal(epoch, paused.Epoch);
        }

        await service.SendAsync(run, RunCommandKind.Resume);
        await AssertUndisturbedAsync(await service.WaitForEndAsync(run));
    }

    [Fact]
    public async Task Step_Phase_TrainsToItsEndAndPauses()
    {
        await using var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(start: false));
        var step = new RunCommand { Command = RunCommandKind.Step, Unit = StepUnit.Phase };
        var phases = new List<(RunPhase, int)>();

        for (var i = 0; i < 3; i++)
        {
            await service.SendAsync(run, RunCommandKind.Step, step);
            var paused = await service.WaitForAsync(run, r => r.Status == RunStatus.Paused, "is paused");
            phases.Add((paused.Phase, paused.HiddenUnits));
        }

        Assert.Equal([(RunPhase.Candidate, 0), (RunPhase.Output, 1), (RunPhase.Candidate, 1)], phases);
        await service.SendAsync(run, RunCommandKind.Start);
        await AssertUndisturbedAsync(await service.WaitForEndAsync(run));
    }

    [Fact]
    public async Task Reset_InMidRun_BeginsAnew()
    {
        await using var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 2000));
        await service.WaitForAsync(run, r => r.HiddenUnits > 1, "has units");

        var reset = (await service.SendAsync(run, RunCommandKind.Reset)).Run!;

        Assert.Equal((RunStatus.Stopped, 0L, 0, (float?)null), (reset.Status, reset.Epoch, reset.HiddenUnits, reset.Loss));
        Assert.Equal(reset.HeadSeq, reset.FirstSeq);
        Assert.Null(await Store.FindCheckpointAsync(run.Id, default));
        await service.SendAsync(run, RunCommandKind.SetPace, new RunCommand { Command = RunCommandKind.SetPace, Pace = 0 });
        await service.SendAsync(run, RunCommandKind.Start);
        await AssertUndisturbedAsync(await service.WaitForEndAsync(run));
    }

    [Fact]
    public async Task Reset_CompletedRun_CanBeTrainedAgain()
    {
        await using var service = await RunService.StartAsync(Store);
        var run = await service.WaitForEndAsync(await service.CreateAsync(TestRuns.TwoSpirals()));
        var refused = await service.SendAsync(run, RunCommandKind.Start);
        Assert.False(refused.Accepted);
        Assert.Contains("reset it first", refused.Reason, StringComparison.Ordinal);

        await service.SendAsync(run, RunCommandKind.Reset);
        await service.SendAsync(run, RunCommandKind.Start);

        await AssertUndisturbedAsync(await service.WaitForEndAsync(run));
    }

    [Fact]
    public async Task SetOptions_InMidRun_HoldFromTheEpochInTheLogAlsoAfterATakeOver()
    {
        await using var first = await RunService.StartAsync(Store, o => o.CheckpointSeconds = 1000);
        var run = await first.CreateAsync(TestRuns.TwoSpirals(pace: 1500));
        await first.WaitForAsync(run, r => r.Epoch > 100, "is past 100");
        var options = new JsonObject { ["candidate"] = new JsonObject { ["patience"] = 4 }, ["output"] = new JsonObject { ["mu"] = 1.75 } };
        var changed = await first.SendAsync(run, RunCommandKind.SetOptions, new RunCommand { Command = RunCommandKind.SetOptions, Options = options });
        Assert.True(changed.Applied);
        Assert.Equal(4, changed.Run!.Options.Candidate.Patience);
        await first.WaitForAsync(run, r => r.Epoch > changed.Run.Epoch + 30, "is further");
        await first.KillAsync();

        await using var second = await RunService.StartAsync(Store);
        var ended = await second.WaitForEndAsync(run);

        var log = await LogCheck.AssertWholeAsync(Store, ended);
        var updated = log.Single(e => e.Kind == EventKind.ParamsUpdated).Read(ContractsJson.Default.ParamsUpdated);
        using var bare = TestRuns.Trainer(TestRuns.TwoSpirals());
        while (bare.Epoch < updated.Epoch)
        {
            bare.TrainEpoch();
        }

        bare.ChangeOptions(updated.Options!);
        while (bare.TrainEpoch())
        {
        }

        Assert.Equal(bare.Network.ComputeHash(), ended.NetworkHash);
        Assert.NotEqual(Undisturbed.Value.Hash, ended.NetworkHash);
    }

    [Fact]
    public async Task SetOptions_BeforeTheFirstEpoch_MayChangeAnything()
    {
        await using var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(start: false));
        foreach (var activation in new[] { "gaussian", "tanh" })
        {
            var command = new RunCommand { Command = RunCommandKind.SetOptions, Options = new JsonObject { ["hidden_activation"] = activation } };
            Assert.True((await service.SendAsync(run, RunCommandKind.SetOptions, command)).Applied);
        }

        await service.SendAsync(run, RunCommandKind.Start);

        var ended = await service.WaitForEndAsync(run);
        Assert.Equal(TestRuns.Bare(TestRuns.TwoSpirals() with { Options = new JsonObject { ["hidden_activation"] = "tanh" } }).Hash, ended.NetworkHash);
    }

    [Fact]
    public async Task Queue_OneCore_OthersWaitInOrder()
    {
        await using var service = await RunService.StartAsync(Store, o => o.Cores = 1);
        var slow = await service.CreateAsync(TestRuns.TwoSpirals(pace: 1));
        await service.WaitForAsync(slow, r => r.Owner is not null, "is trained");
        var second = await service.CreateAsync(TestRuns.Xor());
        var third = await service.CreateAsync(TestRuns.Xor());
        Assert.Equal((1, 2), ((await Store.FindAsync(second.Id, default))!.QueuePosition, (await Store.FindAsync(third.Id, default))!.QueuePosition));

        var paused = await service.SendAsync(second, RunCommandKind.Pause);
        Assert.Equal((RunStatus.Paused, (int?)null), (paused.Run!.Status, paused.Run.QueuePosition));
        Assert.Equal(1, (await Store.FindAsync(third.Id, default))!.QueuePosition);
        await service.SendAsync(slow, RunCommandKind.Pause);

        Assert.Equal(RunStatus.Completed, (await service.WaitForEndAsync(third)).Status);
        Assert.Equal(RunStatus.Paused, (await Store.FindAsync(second.Id, default))!.Status);
    }

    [Fact]
    public async Task Command_SentManyTimesAtOnce_HasOneEffectAndOneAnswer()
    {
        await using var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 100));
        await service.WaitForAsync(run, r => r.Epoch > 5, "is trained");
        var pause = new RunCommand { Command = RunCommandKind.Pause, CommandId = "the-pause" };

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.SendAsync(run, RunCommandKind.Pause, pause)));

        Assert.All(results, r => Assert.True(r is { Accepted: true, Applied: true }));
        Assert.True((await service.SendAsync(run, RunCommandKind.Pause, pause)).Applied);
        Assert.Single(LogCheck.Statuses(await LogCheck.ReadAsync(Store, run.Id)), s => s.CommandId == "the-pause");
        Assert.False((await service.SendAsync(run, RunCommandKind.Pause)).Accepted);
    }

    [Fact]
    public async Task Commands_ManyAtOnceFromTwoServices_LeaveAWholeLog()
    {
        await using var first = await RunService.StartAsync(Store);
        await using var second = await RunService.StartAsync(Store);
        var run = await first.CreateAsync(TestRuns.TwoSpirals(pace: 800));
        var random = new Random(1);
        RunCommandKind[] kinds = [RunCommandKind.Pause, RunCommandKind.Resume, RunCommandKind.Stop, RunCommandKind.Start, RunCommandKind.Step];

        for (var i = 0; i < 15; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(j => (j % 2 == 0 ? first : second).SendAsync(run, kinds[random.Next(kinds.Length)])));
        }

        await Canopy.Testing.Until.TrueAsync(
            async () => (await first.SendAsync(run, RunCommandKind.Start)).Run!.Status is RunStatus.Started or RunStatus.Completed, "it goes on");
        var ended = await first.WaitForAsync(run, r => r.Status is RunStatus.Completed or RunStatus.Paused, "ends or has stepped");
        if (ended.Status == RunStatus.Paused)
        {
            await first.SendAsync(run, RunCommandKind.Resume);
            ended = await first.WaitForEndAsync(run);
        }

        await AssertUndisturbedAsync(ended);
    }

    private protected async Task<IReadOnlyList<LogEntry>> AssertUndisturbedAsync(RunDescription run)
    {
        Assert.Equal(RunStatus.Completed, run.Status);
        var log = await LogCheck.AssertWholeAsync(Store, run);
        Assert.Equal(Undisturbed.Value, (run.NetworkHash, run.Epoch));
        return log;
    }

    /// <summary>The record, the log and the checkpoint are of the network that the bare trainer ends with.</summary>
    private async Task AssertVariantsAsync(RunDescription run)
    {
        using var bare = TestRuns.Trainer(TestRuns.Variants());
        while (bare.TrainEpoch())
        {
        }

        var result = bare.Result!.Value;
        Assert.Equal(FinishReason.EarlyStopped, result.Reason);
        Assert.Equal((RunStatus.Completed, "early_stopped", bare.Network.ComputeHash()), (run.Status, run.Reason, run.NetworkHash));
        Assert.Equal((result.Epoch, result.HiddenUnits, result.Loss, result.Accuracy, result.ErrorBits), (run.Epoch, run.HiddenUnits, run.Loss, run.Accuracy, run.ErrorBits));
        Assert.Equal((result.ValidationLoss, result.ValidationAccuracy), (run.ValidationLoss, run.ValidationAccuracy));
        var log = await LogCheck.AssertWholeAsync(Store, run);
        var ending = LogCheck.Statuses(log)[^1];
        Assert.Equal(("early_stopped", result.HiddenUnits, result.ValidationLoss), (ending.Cause, ending.HiddenUnits, ending.ValidationLoss));
        var units = log.Where(e => e.Kind == EventKind.CascadeAdd).Select(e => e.Read(ContractsJson.Default.CascadeAdd).Details).ToList();
        Assert.True(units.Count > run.HiddenUnits, "later units were given up");
        Assert.Equal(bare.Network.HiddenUnits.Select(u => (u.Activation, u.Layer)), units.Take(run.HiddenUnits).Select(u => (u.Activation, u.Layer)));
        var checkpoint = (await Store.FindCheckpointAsync(run.Id, default))!;
        using var restored = Trainer.Restore(checkpoint.Bytes.Span, Data(TestRuns.Variants()));
        Assert.Equal(run.NetworkHash, restored.Network.ComputeHash());
    }

    private static Dataset Data(CreateRun request) => Canopy.Runs.Datasets.DatasetValuesReader.ToDataset(TestRuns.Values(request));
}
