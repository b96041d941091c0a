using System.Text.Json.Nodes;
using Canopy.Contracts;
using Canopy.Runs.Commands;

namespace Canopy.Runs.Tests.Training;

/// <summary>Who did it, and that a repeat does nothing.</summary>
public abstract partial class TrainingContract
{
    [Fact]
    public async Task Log_OfARunThatIsSteered_SaysWhoGaveEachCommand()
    {
        await using var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 200) with { By = "account:ada" });
        await service.WaitForAsync(run, r => r.Epoch > 5, "is trained");

        // By its owner, and after the pause without one.
        await service.SendAsync(run, RunCommandKind.SetPace, new RunCommand { Command = RunCommandKind.SetPace, Pace = 300, By = "token:grader" });
        await service.SendAsync(run, RunCommandKind.SetOptions, Patience("account:bob"));
        await service.SendAsync(run, RunCommandKind.Pause, new RunCommand { Command = RunCommandKind.Pause, By = "account:cyd" });
        await service.SendAsync(run, RunCommandKind.SetPace, new RunCommand { Command = RunCommandKind.SetPace, Pace = 0, By = "account:dan" });
        await service.SendAsync(run, RunCommandKind.SetOptions, Patience("account:eve"));
        await service.SendAsync(run, RunCommandKind.Resume, new RunCommand { Command = RunCommandKind.Resume, By = "local" });

        var ended = await service.WaitForEndAsync(run);
        Assert.Equal("account:ada", ended.CreatedBy);
        Assert.Equal("account:ada", (await Store.ListAsync(new Canopy.Runs.Storage.RunQuery(), default)).Runs.Single().CreatedBy);
        var log = await LogCheck.AssertWholeAsync(Store, ended);
        Assert.Equal(
            [("created", "account:ada"), ("start", "account:ada"), ("pause", "account:cyd"), ("resume", "local"), (ended.Reason, null)],
            LogCheck.Statuses(log).Select(s => ((string?)s.Cause, s.By)));
        Assert.Equal(
            ["token:grader", "account:bob", "account:dan", "account:eve"],
            log.Where(e => e.Kind == EventKind.ParamsUpdated).Select(e => e.Read(ContractsJson.Default.ParamsUpdated).By));
    }

    [Fact]
    public async Task Log_AfterAReset_SaysWhoDidIt()
    {
        await using var service = await RunService.StartAsync(Store);
        var run = await service.CreateAsync(TestRuns.TwoSpirals(pace: 200) with { By = "account:ada" });
        await service.WaitForAsync(run, r => r.Epoch > 5, "is trained");

        await service.SendAsync(run, RunCommandKind.Reset, new RunCommand { Command = RunCommandKind.Reset, By = "account:bob" });
        Assert.Equal(("reset", "account:bob"), FirstStatus(await LogCheck.ReadAsync(Store, run.Id)));
        await service.SendAsync(run, RunCommandKind.Reset, new RunCommand { Command = RunCommandKind.Reset, By = "account:cyd" });
        Assert.Equal(("reset", "account:cyd"), FirstStatus(await LogCheck.ReadAsync(Store, run.Id)));
        Assert.Equal("account:ada", (await Store.FindAsync(run.Id, default))!.CreatedBy);
    }

    [Fact]
    public async Task Create_SameKeyOverTwoServices_MakesOneRun()
    {
        await using var one = await RunService.StartAsync(Store);
        await using var two = await RunService.StartAsync(Store);
        var request = TestRuns.Xor(start: false) with { Seed = null, Key = "k", By = "account:ada" };

        var runs = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).CreateAsync(request))));

        Assert.Single(runs.Select(run => (run.Id, run.Seed)).Distinct());
        Assert.Equal(1, (await Store.ListAsync(new Canopy.Runs.Storage.RunQuery(), default)).Total);
    }

    [Fact]
    public async Task Create_KeyThatStandsForSomethingElse_IsRefusedWithTheRunsId()
    {
        await using var service = await RunService.StartAsync(Store);
        var request = TestRuns.Xor(start: false) with { Key = "k", By = "account:ada" };
        var run = await service.CreateAsync(request);

        var another = await Assert.ThrowsAsync<KeyReusedException>(() => service.CreateAsync(request with { Name = "another" }));
        await service.Commands.DeleteAsync(run.Id, default);
        var deleted = await Assert.ThrowsAsync<KeyReusedException>(() => service.CreateAsync(request));

        Assert.Contains(run.Id, another.Message, StringComparison.Ordinal);
        Assert.Contains("deleted", deleted.Message, StringComparison.Ordinal);
    }

    private static RunCommand Patience(string by) => new()
    {
        Command = RunCommandKind.SetOptions,
        Options = new JsonObject { ["output"] = new JsonObject { ["patience"] = 13 } },
        By = by,
    };

    private static (string Cause, string? By) FirstStatus(IReadOnlyList<LogEntry> log)
        => LogCheck.Statuses(log)[0] is var first ? (first.Cause, first.By) : default;
}
