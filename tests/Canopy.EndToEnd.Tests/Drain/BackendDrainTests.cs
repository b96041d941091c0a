using System.Net;
using System.Net.Http.Json;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Drain;

/// <summary>K8S-07, SVC-03: SIGTERM to the backend, as a rollout sends it.</summary>
public sealed class BackendDrainTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Backend_ToldToStopInMidRun_TakesNothingNewAndLeavesTheRunWhereItWas()
    {
        await using var system = await CanopySystem.StartRedisAsync();
        // No checkpoint comes by time, and no lease ends: what is left to the next owner, the end itself has left.
        (string, string?)[] settings = [("SHUTDOWN_NOTICE_SECONDS", "10"), ("Runs__LeaseSeconds", "300"), ("Runs__CheckpointSeconds", "1000")];
        await system.StartBackendAsync("backend", settings);
        // There is no other backend that web could ask meanwhile.
        await system.StartWebAsync("web", ("Backend__RetrySeconds", "0"));
        var run = await system.CreateRunAsync(Request);
        await system.WaitForAsync(run.Id, r => r.Epoch > 200, "is past epoch 200");
        using var http = new HttpClient { BaseAddress = system.Address("backend") };

        await system.Program("backend").SignalAsync();

        await Until.TrueAsync(async () => await StatusAsync(http, "/readyz") == HttpStatusCode.ServiceUnavailable, "readiness fails");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/healthz"));
        await AssertRefusedAsync(http, "/v1/runs");
        await AssertRefusedAsync(http, $"/v1/runs/{run.Id}/commands");
        using (var web = new HttpClient { BaseAddress = system.Web })
        {
            await AssertRefusedAsync(web, "/v1/runs");
        }

        // Asked again, it does not wait for the end of the notice; then it has 15 s.
        Assert.Equal(0, await system.Program("backend").TerminateAsync(Budget));

        var left = (await system.FindRunAsync(run.Id))!;
        Assert.Equal((RunStatus.Started, (string?)null), (left.Status, left.Owner));
        await system.StartBackendAsync("backend", settings);
        var finished = await system.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed, "is completed");
        var log = await RunLog.ReadAsync(system.Web, run.Id);
        log.AssertWhole(finished);
        Assert.Equal(2, log.Owners.Count);
        Assert.Equal(Undisturbed(), finished.NetworkHash);
    }

    private static CreateRun Request { get; } = new()
    {
        Name = "drain",
        Dataset = new DatasetSpec { Generator = "two-spirals" },
        Preset = TrainingPresets.TwoSpiralsName,
        Seed = 7,
        Pace = 800,
    };

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    private static async Task AssertRefusedAsync(HttpClient http, string path)
    {
        using var response = path.EndsWith("commands", StringComparison.Ordinal)
            ? await http.PostAsJsonAsync(path, new RunCommand { Command = RunCommandKind.Pause }, ContractsJson.Default.RunCommand)
            : await http.PostAsJsonAsync(path, Request, ContractsJson.Default.CreateRun);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static string Undisturbed()
    {
        using var trainer = new Trainer(Generators.Generate("two-spirals"), TrainingPresets.TwoSpirals, seed: 7);
        while (trainer.TrainEpoch())
        {
        }

        return trainer.Network.ComputeHash();
    }
}
