using System.Diagnostics;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Training;

public abstract partial class TrainingContract
{
    [Fact]
    public async Task Traces_Run_HasOneSpanForEachPhaseInATraceForEachRound()
    {
        using var spans = new SpanCollector();
        await using var service = await RunService.StartAsync(Store);
        using var click = Click();

        var run = await service.WaitForEndAsync(await service.CreateAsync(TestRuns.TwoSpirals()));

        var create = Assert.Single(spans.Of(run.Id), s => s.OperationName == "run create");
        Assert.Equal(click.TraceId, create.TraceId);
        var phases = await PhasesAsync(spans, run);
        // An output phase before each unit and after the last.
        Assert.Equal(run.HiddenUnits + 1, phases.Count(s => s.OperationName == "output phase"));
        Assert.Equal(run.HiddenUnits, phases.Count(s => s.OperationName == "candidate phase"));
        Assert.Equal(run.HiddenUnits + 1, phases.Select(s => s.TraceId).Distinct().Count());
        Assert.All(phases, s => Assert.Equal(create.Context.SpanId, Assert.Single(s.Links).Context.SpanId));
        Assert.All(phases, s => Assert.NotEqual(click.TraceId, s.TraceId));
        AssertFollowEachOther(phases, run.Epoch);
        var (output, candidate) = (phases[0], phases[1]);
        Assert.Equal(output.SpanId, candidate.ParentSpanId);
        Assert.Equal(8, candidate.GetTagItem("canopy.candidates"));
        Assert.InRange((int)candidate.GetTagItem("canopy.winner")!, 0, 7);
        Assert.Equal(1, candidate.GetTagItem("canopy.hidden_units"));
        Assert.Equal("unit installed", Assert.Single(candidate.Events).Name);
        Assert.True((float)output.GetTagItem("canopy.loss")! > 0);
        Assert.Equal("victory", phases[^1].GetTagItem("canopy.ended"));
    }

    [Fact]
    public async Task Traces_LongPhase_IsOneSpanHoweverManyEpochs()
    {
        using var spans = new SpanCollector();
        await using var service = await RunService.StartAsync(Store);
        var endless = TestRuns.Xor() with
        {
            // Without a hidden unit xor is never learnt, and this patience never ends.
            Options = new() { ["output"] = new System.Text.Json.Nodes.JsonObject { ["patience"] = 1_000_000, ["max_epochs"] = 1_000_000 } },
        };
        var run = await service.CreateAsync(endless);
        await service.WaitForAsync(run, r => r.Epoch > 50_000, "is past epoch 50,000");

        await service.SendAsync(run, RunCommandKind.Stop);

        var phase = Assert.Single(await PhasesAsync(spans, run));
        Assert.True((long)phase.GetTagItem("canopy.epochs")! > 50_000);
        Assert.Equal("stop", phase.GetTagItem("canopy.ended"));
    }

    [Fact]
    public async Task Traces_CommandOfARunThatTrains_GoesThroughTheStoreToItsOwner()
    {
        using var spans = new SpanCollector();
        await using var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 50));
        await service.WaitForAsync(run, r => r.Epoch > 5, "trains");
        using (var pause = Click())
        {
            Assert.True((await service.SendAsync(run, RunCommandKind.Pause)).Applied);

            var sent = await spans.WaitForAsync(run, "run pause");
            var applied = await spans.WaitForAsync(run, "apply pause");
            Assert.Equal((pause.TraceId, pause.SpanId), (sent.TraceId, sent.ParentSpanId));
            Assert.Equal((pause.TraceId, sent.SpanId), (applied.TraceId, applied.ParentSpanId));
            Assert.Equal(ActivityStatusCode.Unset, applied.Status);
        }

        using var resume = Click();
        await service.SendAsync(run, RunCommandKind.Resume);
        await service.WaitForAsync(run, r => r.Epoch > 10, "trains on");
        await service.SendAsync(run, RunCommandKind.Stop);

        var phases = await PhasesAsync(spans, run);
        Assert.Equal(["pause", "stop"], phases.Select(s => s.GetTagItem("canopy.ended")));
        Assert.Equal(resume.TraceId, Assert.Single(phases[1].Links).Context.TraceId);
        Assert.True((double)phases[1].GetTagItem("canopy.waited_for_pace.seconds")! > 0);
        AssertFollowEachOther(phases, (await Store.FindAsync(run.Id, default))!.Epoch);
    }

    [Fact]
    public async Task Traces_CommandIsRefused_SaysWhy()
    {
        using var spans = new SpanCollector();
        await using var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.Xor(start: false));

        var refused = await service.SendAsync(run, RunCommandKind.Pause);

        var span = await spans.WaitForAsync(run, "run pause");
        Assert.Equal((ActivityStatusCode.Error, refused.Reason), (span.Status, span.StatusDescription));
    }

    /// <summary>What a request is to the service.</summary>
    private static Activity Click() => new Activity("click").SetIdFormat(ActivityIdFormat.W3C).Start();

    /// <summary>The phases; the last span ends a moment after the run's end can be read.</summary>
    private static async Task<IReadOnlyList<Activity>> PhasesAsync(SpanCollector spans, RunDescription run)
    {
        IReadOnlyList<Activity> phases = [];
        await Until.TrueAsync(
            () =>
            {
                phases = [.. spans.Of(run.Id).Where(s => s.OperationName.EndsWith("phase", StringComparison.Ordinal))];
                return Task.FromResult(phases.Any(s => s.GetTagItem("canopy.ended") is "victory" or "stop"));
            },
            "the last phase has its span");
        return phases;
    }

    private static void AssertFollowEachOther(IReadOnlyList<Activity> phases, long last)
    {
        var epoch = 0L;
        foreach (var phase in phases)
        {
            Assert.Equal(epoch + 1, phase.GetTagItem("canopy.epoch.from"));
            epoch = (long)phase.GetTagItem("canopy.epoch.to")!;
        }

        Assert.Equal(last, epoch);
    }
}
