using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Updates;

/// <summary>STR-08, K8S-55: programs of two versions over one store, the newer of them with the next format's numbers.</summary>
public sealed class RollingUpdateTests
{
    [Fact]
    public async Task Update_BackendFirst_OldWebShowsAndSteersTheRunToTheSameEnd()
    {
        await using var system = await CanopySystem.StartAsync();
        var run = await system.CreateRunAsync(Request);
        await system.WaitForAsync(run.Id, r => r.Epoch > 20, "is past 20");
        await using var viewer = new LogViewer(system.Web, run.Id);

        await system.Program("backend").TerminateAsync();
        system.Next.Add("backend");
        await system.StartBackendAsync("backend");

        var before = (await system.FindRunAsync(run.Id))!.Epoch;
        var shown = await system.WaitForAsync(run.Id, r => r.Epoch > before && r.Format == 2, "goes on with the new backend");
        Assert.Equal(RunStatus.Started, shown.Status);
        Assert.Contains("is kept in format 2; this Canopy (0.1.0) reads format 1", shown.Unreadable, StringComparison.Ordinal);
        await PauseAndResumeAsync(system, run.Id);

        await system.Program("web").TerminateAsync();
        system.Next.Add("web");
        await system.StartWebAsync("web");

        await HurryToTheEndAsync(system, run.Id, owners: 3);
        await Until.TrueAsync(async () => viewer.LastSeq == (await system.FindRunAsync(run.Id))!.HeadSeq, "the viewer has seen the end");
        (await RunLog.ReadAsync(system.Web, run.Id)).AssertSeenBy(viewer.Frames);
    }

    [Fact]
    public async Task Update_WebFirst_NewWebShowsAndSteersTheOldBackendsRunToTheSameEnd()
    {
        await using var system = await CanopySystem.StartAsync();
        var run = await system.CreateRunAsync(Request);
        await system.WaitForAsync(run.Id, r => r.Epoch > 20, "is past 20");

        await system.Program("web").TerminateAsync();
        system.Next.Add("web");
        await system.StartWebAsync("web");

        var shown = (await system.FindRunAsync(run.Id))!;
        Assert.Equal((1, null), (shown.Format, shown.Unreadable));
        await PauseAndResumeAsync(system, run.Id);
        await system.WaitForAsync(run.Id, r => r.Owner is not null, "goes on");

        await system.Program("backend").TerminateAsync();
        system.Next.Add("backend");
        await system.StartBackendAsync("backend");

        await HurryToTheEndAsync(system, run.Id, owners: 3);
    }

    [Fact]
    public async Task Rollback_OldBackendMeetsTheNewOnesRun_LetsItAloneUntilANewOneIsBack()
    {
        await using var system = await CanopySystem.StartRedisAsync();
        system.Next.Add("backend");
        await system.StartBackendAsync("backend");
        await system.StartWebAsync("web");
        var run = await system.CreateRunAsync(Request);
        await system.WaitForAsync(run.Id, r => r.Epoch > 20, "is past 20");

        await system.Program("backend").KillAsync();
        system.Next.Remove("backend");
        await system.StartBackendAsync("backend");

        // The run is before this one in the queue: whoever has trained it has passed that over.
        var other = await system.WaitForAsync(run.Id, r => r.QueuePosition == 1, "has lost its owner");
        var behind = await system.CreateRunAsync(Request with { Name = "behind", Dataset = new DatasetSpec { Generator = "xor" }, Preset = null, Pace = 0 });
        await system.WaitForAsync(behind.Id, r => r.Status == RunStatus.Completed, "is completed");
        var left = (await system.FindRunAsync(run.Id))!;
        Assert.Equal((other.HeadSeq, other.Epoch, RunStatus.Started), (left.HeadSeq, left.Epoch, left.Status));
        await AssertRefusedAsync(system, run.Id);

        await system.Program("backend").TerminateAsync();
        system.Next.Add("backend");
        await system.StartBackendAsync("backend");

        await HurryToTheEndAsync(system, run.Id, owners: 2);
    }

    private static CreateRun Request { get; } = new()
    {
        Name = "update",
        Dataset = new DatasetSpec { Generator = "two-spirals" },
        Preset = TrainingPresets.TwoSpiralsName,
        Seed = 7,

        // Slow enough that it does not end while a program is replaced.
        Pace = 20,
    };

    private static async Task PauseAndResumeAsync(CanopySystem system, string id)
    {
        Assert.True((await system.SendAsync(id, new RunCommand { Command = RunCommandKind.Pause })).Applied);
        Assert.Equal(RunStatus.Paused, (await system.FindRunAsync(id))!.Status);
        Assert.True((await system.SendAsync(id, new RunCommand { Command = RunCommandKind.Resume })).Applied);
    }

    /// <summary>Through web, by the backend that cannot read the run.</summary>
    private static async Task AssertRefusedAsync(CanopySystem system, string id)
    {
        using var http = new HttpClient { BaseAddress = system.Web };
        using var pause = await http.PostAsJsonAsync($"/v1/runs/{id}/commands", new RunCommand { Command = RunCommandKind.Pause }, ContractsJson.Default.RunCommand);
        using var delete = await http.DeleteAsync($"/v1/runs/{id}");
        foreach (var response in new[] { pause, delete })
        {
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("newer_format", problem.GetProperty("code").GetString());
            Assert.Equal(
                "The run is kept in format 2; this Canopy (0.1.0) reads format 1. A newer Canopy wrote it: use that version, or one after it.",
                problem.GetProperty("detail").GetString());
        }
    }

    private static async Task HurryToTheEndAsync(CanopySystem system, string id, int owners)
    {
        await system.WaitForAsync(id, r => r.Owner is not null, "has an owner");
        Assert.True((await system.SendAsync(id, new RunCommand { Command = RunCommandKind.SetPace, Pace = 0 })).Accepted);
        var ended = await system.WaitForAsync(id, r => r.Status is RunStatus.Completed or RunStatus.Failed, "ends");
        var log = await RunLog.ReadAsync(system.Web, id);
        log.AssertWhole(ended);
        Assert.Equal(owners, log.Owners.Count);
        using var trainer = new Trainer(Generators.Generate("two-spirals"), TrainingPresets.TwoSpirals, seed: 7);
        while (trainer.TrainEpoch())
        {
        }

        Assert.Equal((RunStatus.Completed, trainer.Network.ComputeHash(), trainer.Epoch), (ended.Status, ended.NetworkHash, ended.Epoch));
    }
}
