using System.Text.Json;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Crash;

/// <summary>
/// kill -9 of one program in the middle of a run: afterwards the run ends with the network of an undisturbed one, the log
/// is whole, and a viewer that was there all the time has caught up.
/// </summary>
public sealed class CrashTests
{
    private const long Seed = 7;
    private const double EpochsPerSecond = 800;

    /// <summary>How often each program is killed; CANOPY_CRASH_ROUNDS changes it.</summary>
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("CANOPY_CRASH_ROUNDS"), out var rounds) ? rounds : 10;

    /// <summary>What a checkpoint and a log must carry beyond the defaults; ends with a return to an earlier network.</summary>
    private static readonly TrainingOptions Variants = TrainingPresets.TwoSpirals with
    {
        ValidationShare = 0.25,
        ValidationPatience = 6,
        UnitsPerRound = 2,
        SiblingShare = 0.5,
        HiddenActivation = ActivationSet.Sigmoid | ActivationSet.Gaussian | ActivationSet.Sine,
        OutputActivation = Activation.Softmax,
        MaxHiddenUnits = 60,
        ErrorBitThreshold = 0.05,
        Output = new PhaseOptions { Optimiser = Optimiser.Adam, Patience = 20 },
    };

    [Fact]
    public Task Backend_KilledInMidRun_RunEndsAsIfUndisturbed() => KillInMidRunAsync(TwoSpirals(), Rounds, KillBackendAsync);

    [Fact]
    public Task Backend_KilledInMidRunWithEveryVariant_RunEndsAsIfUndisturbed()
        => KillInMidRunAsync(Request("checkerboard", Variants), Math.Min(Rounds, 3), KillBackendAsync);

    [Fact]
    public Task Web_KilledInMidRun_ViewerCatchesUp() => KillInMidRunAsync(TwoSpirals(), Rounds, system => system.KillAndRestartAsync("web"));

    [Fact]
    public Task Redis_KilledInMidRun_NothingIsLost() => KillInMidRunAsync(TwoSpirals(), Rounds, async system =>
    {
        await system.Redis.KillAsync();
        await system.Redis.RestartAsync();
    });

    [Fact]
    public async Task Backend_KilledWhileAnotherRuns_OtherTakesTheRunOver()
    {
        await using var system = await CanopySystem.StartAsync();
        await system.StartBackendAsync("backend-2");
        var expected = Undisturbed(TwoSpirals());
        var run = await system.CreateRunAsync(TwoSpirals());
        var started = await system.WaitForAsync(run.Id, r => r.Epoch > 300, "is past epoch 300");

        // Whoever owns it now dies and does not come back.
        await system.Program(await OwnerIsFirstBackendAsync(system, run.Id) ? "backend" : "backend-2").KillAsync();

        var finished = await system.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed, "is completed");
        Assert.Equal(expected.NetworkHash, finished.NetworkHash);
        var log = await RunLog.ReadAsync(system.Web, run.Id);
        log.AssertWhole(finished);
        Assert.Equal(2, log.Owners.Distinct().Count());
        Assert.Equal(started.Owner, log.Owners[0]);
    }

    private static async Task<bool> OwnerIsFirstBackendAsync(CanopySystem system, string runId)
    {
        var owner = (await system.FindRunAsync(runId))!.Owner;
        Assert.NotNull(owner);
        return owner.Contains(system.Program("backend").Id.ToString(), StringComparison.Ordinal);
    }

    private static Task KillBackendAsync(CanopySystem system) => system.KillAndRestartAsync("backend");

    private static async Task KillInMidRunAsync(CreateRun request, int rounds, Func<CanopySystem, Task> killAndRestart)
    {
        var expected = Undisturbed(request);
        var random = new Random(20261121);
        await using var system = await CanopySystem.StartAsync();
        for (var round = 1; round <= rounds; round++)
        {
            var run = await system.CreateRunAsync(request);
            await using var viewer = new LogViewer(system.Web, run.Id);
            var moment = random.NextInt64(expected.Epochs * 9 / 10);
            await system.WaitForAsync(run.Id, r => r.Epoch >= moment, $"reaches epoch {moment}");

            await killAndRestart(system);

            var finished = await system.WaitForAsync(run.Id, r => r.Status is RunStatus.Completed or RunStatus.Failed, $"ends after the kill at epoch {moment}");
            Assert.Equal(RunStatus.Completed, finished.Status);
            Assert.Equal(expected.NetworkHash, finished.NetworkHash);
            Assert.Equal((expected.Epochs, expected.HiddenUnits), (finished.Epoch, finished.HiddenUnits));
            var log = await RunLog.ReadAsync(system.Web, run.Id);
            log.AssertWhole(finished);
            await Until.TrueAsync(() => Task.FromResult(viewer.LastSeq == finished.HeadSeq), $"the viewer has entry {finished.HeadSeq} (has {viewer.LastSeq}); {system.Describe()}");
            log.AssertSeenBy(viewer.Frames);
        }
    }

    private static CreateRun TwoSpirals() => Request("two-spirals", TrainingPresets.TwoSpirals);

    private static CreateRun Request(string generator, TrainingOptions options) => new()
    {
        Name = "crash",
        Dataset = new DatasetSpec { Generator = generator },
        Options = JsonSerializer.SerializeToNode(options, ContractsJson.Default.TrainingOptions)!.AsObject(),
        Seed = Seed,
        Pace = EpochsPerSecond,
    };

    private static (string NetworkHash, long Epochs, int HiddenUnits) Undisturbed(CreateRun request)
    {
        var options = request.Options.Deserialize(ContractsJson.Default.TrainingOptions)!;
        using var trainer = new Trainer(Generators.Generate(request.Dataset.Generator!), options, (ulong)Seed);
        while (trainer.TrainEpoch())
        {
        }

        return (trainer.Network.ComputeHash(), trainer.Epoch, trainer.HiddenUnits);
    }
}
