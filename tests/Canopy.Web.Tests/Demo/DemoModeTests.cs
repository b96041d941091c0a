using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Testing;
using Canopy.Web.Tests.Streaming;

namespace Canopy.Web.Tests.Demo;

public sealed class DemoModeTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_CreatedOverRest_CompletesOnTheSocketWithTheSameNetwork()
    {
        await using var program = WebProgram.Start(("CASCOR_DEMO_MODE", "1"));
        using var http = new HttpClient { BaseAddress = program.Address };

        var run = await CreateAsync(http, new CreateRun { Dataset = new DatasetSpec { Generator = "two-spirals" }, Seed = 7, Pace = 0 });
        await using var viewer = await TestViewer.BinaryAsync(program.Address, run.Id);
        await viewer.UntilAsync(v => Ending(v) is not null, "the end of the run");

        var ending = Ending(viewer)!;
        var bare = new Trainer(Generators.Generate("two-spirals"), run.Options, 7);
        while (bare.TrainEpoch())
        {
            // To the end.
        }

        Assert.Equal(bare.Network.ComputeHash(), ending.NetworkHash);
        Assert.Equal((bare.Epoch, bare.Network.HiddenUnits.Count), (ending.Epoch, ending.HiddenUnits));
        LogAssert.IsWhole(await LogAsync(program, run.Id), viewer.Entries);

        await using var late = await TestViewer.BinaryAsync(program.Address, run.Id);
        await late.ReachAsync(viewer.Entries[^1].Seq);
        LogAssert.IsWhole(await LogAsync(program, run.Id), late.Entries);
    }

    [Fact]
    public async Task Program_Starts_WithARunThatCanBeWatchedAndSteered()
    {
        await using var program = WebProgram.Start(("CASCOR_DEMO_MODE", "true"));
        using var http = new HttpClient { BaseAddress = program.Address };
        var prepared = await Until.NotNullAsync(
            async () => (await http.GetFromJsonAsync("/v1/runs", ContractsJson.Default.RunPage, Cancel))!.Runs.SingleOrDefault(), "there is a run");
        Assert.True(prepared.Pace > 0);
        Assert.Equal("local", prepared.CreatedBy);

        await using var viewer = await TestViewer.BinaryAsync(program.Address, prepared.Id);
        await using var control = await TestViewer.ConnectAsync(program.Address, "/ws/control");
        await viewer.UntilAsync(v => v.Entries.Any(LogAssert.IsEpochs), "epochs");
        await control.SendAsync($$"""{"run_id":"{{prepared.Id}}","command":"pause","command_id":"p1"}""");

        await viewer.UntilAsync(v => v.Entries.Any(e => e.Kind == EventKind.StatusChange
            && e.Read(ContractsJson.Default.StatusChange).Details is { Status: RunStatus.Paused, CommandId: "p1", By: "local" }), "the pause in the log");
        await control.UntilAsync(
            c => c.Envelopes.Any(e => e.GetProperty("type").GetString() == "command_response"
                && e.GetProperty("data").GetProperty("status").GetString() == "success"),
            "the answer");
    }

    [Fact]
    public async Task Program_InDemoMode_IsReadyAndSaysSo()
    {
        await using var program = WebProgram.Start(("CASCOR_DEMO_MODE", "1"));
        using var http = new HttpClient { BaseAddress = program.Address };

        using var ready = await http.GetAsync("/readyz", Cancel);
        var system = await http.GetFromJsonAsync<JsonElement>("/v1/system", Cancel);

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal("demo", system.GetProperty("mode").GetString());
    }

    private static async Task<RunDescription> CreateAsync(HttpClient http, CreateRun request)
    {
        using var response = await http.PostAsJsonAsync("/v1/runs", request, ContractsJson.Default.CreateRun, Cancel);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription, Cancel))!;
    }

    private static StatusChangeDetails? Ending(TestViewer viewer) => viewer.Entries
        .Where(e => e.Kind == EventKind.StatusChange)
        .Select(e => e.Read(ContractsJson.Default.StatusChange).Details)
        .FirstOrDefault(d => d.Status is RunStatus.Completed or RunStatus.Failed);

    private static async Task<IReadOnlyList<LogEntry>> LogAsync(WebProgram program, string runId)
    {
        var reader = (Canopy.Runs.Storage.IRunReader)program.Services.GetService(typeof(Canopy.Runs.Storage.IRunReader))!;
        return await reader.ReadLogAsync(runId, 0, int.MaxValue, Cancel);
    }
}
