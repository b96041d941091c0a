using System.Net;
using System.Net.Http.Json;
using Canopy.Contracts;
using Canopy.Runs.Tests.Formats;

namespace Canopy.Runs.Tests.Api;

public sealed class RunsApiTests(BackendFixture fixture) : IClassFixture<BackendFixture>
{
    private readonly ApiClient _api = new(fixture.Backend.CreateClient());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_GeneratorOnly_IsTrainedToItsEnd()
    {
        using var response = await _api.PostAsync("/v1/runs", """{"dataset": {"generator": "two-spirals"}, "seed": 7, "pace": 0, "tags": ["a"], "note": "n"}""");
        var run = (await response.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription, Token))!;

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/v1/runs/{run.Id}", response.Headers.Location!.ToString());
        var ended = await _api.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed, "is completed");
        Assert.Equal(TestRuns.Bare(TestRuns.TwoSpirals()), (ended.NetworkHash!, ended.Epoch));
        Assert.Equal("two-spirals", ended.Dataset.Generator);
        Assert.Equal(97, ended.Dataset.Parameters!["points_per_arm"]);
        Assert.Equal(("n", "a"), (ended.Note, ended.Tags.Single()));
        Assert.NotNull(ended.Version);
    }

    [Fact]
    public async Task Run_OfANewerCanopy_IsShownAndNotChanged()
    {
        var run = await _api.CreateAsync("""{"dataset": {"generator": "xor"}, "pace": 0}""");
        await _api.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed, "is completed");
        var newer = new NewerCanopy(fixture.Redis, run.Id);
        await NewerCanopy.All["checkpoint"](newer);
        var network = await ApiClient.ReadProblemAsync(await _api.GetAsync($"/v1/runs/{run.Id}/network"), HttpStatusCode.Conflict);
        await NewerCanopy.All["status"](newer);
        await NewerCanopy.All["format"](newer);

        var shown = await ApiClient.ReadAsync(await _api.GetAsync($"/v1/runs/{run.Id}"), HttpStatusCode.OK);
        var listed = await ApiClient.ReadAsync(await _api.GetAsync("/v1/runs"), HttpStatusCode.OK);
        var reset = await ApiClient.ReadProblemAsync(await _api.PostAsync($"/v1/runs/{run.Id}/commands", """{"command": "reset"}"""), HttpStatusCode.Conflict);
        var deleted = await ApiClient.ReadProblemAsync(await _api.DeleteAsync($"/v1/runs/{run.Id}"), HttpStatusCode.Conflict);

        Assert.Equal(("unknown", "hibernating", 2), ((string)shown["status"]!, (string)shown["status_text"]!, (int)shown["format"]!));
        Assert.Equal((string)shown["unreadable"]!, (string)listed["runs"]!.AsArray().Single(r => (string)r!["id"]! == run.Id)!["unreadable"]!);
        Assert.StartsWith("The checkpoint has format version 3; this program reads versions 1 to 2.", (string)network["detail"]!, StringComparison.Ordinal);
        Assert.All([network, reset, deleted], problem => Assert.Equal("newer_format", (string)problem["code"]!));
        Assert.Equal((string)shown["unreadable"]!, (string)reset["detail"]!);
    }

    [Fact]
    public async Task Create_WithoutPace_SmallProblemGetsAWatchableOne()
    {
        var run = await _api.CreateAsync("""{"dataset": {"generator": "xor"}, "start": false}""");

        Assert.Equal((60.0, RunStatus.Stopped), (run.Pace, run.Status));
    }

    [Fact]
    public async Task Create_InlineData_IsTrained()
    {
        var run = await _api.CreateAsync("""
            {"dataset": {"data": {"name": "and", "inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[-0.5], [-0.5], [-0.5], [0.5]]}}, "pace": 0}
            """);

        var ended = await _api.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed, "is completed");
        Assert.Equal(("and", 0), (ended.Name, ended.ErrorBits));
    }

    [Fact]
    public async Task Log_Pages_HoldEveryEntryOnce()
    {
        var run = await _api.CreateAsync("""{"dataset": {"generator": "xor"}, "pace": 0}""");
        var ended = await _api.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed, "is completed");
        var (types, next) = (new List<string>(), 1L);
        while (next <= ended.HeadSeq)
        {
            var page = await ApiClient.ReadAsync(await _api.GetAsync($"/v1/runs/{run.Id}/log?after={next - 1}&count=3"), HttpStatusCode.OK);
            var entries = page["entries"]!.AsArray();
            Assert.InRange(entries.Count, 1, 3);
            foreach (var entry in entries)
            {
                Assert.Equal(next++, entry!["seq"]!.GetValue<long>());
                types.Add(entry["type"]!.GetValue<string>());
            }
        }

        Assert.Equal(["event", "metrics", "state", "topology"], types.Distinct().Except(["candidate_progress"]).Order(StringComparer.Ordinal));
        var end = await ApiClient.ReadAsync(await _api.GetAsync($"/v1/runs/{run.Id}/log?after={ended.HeadSeq}"), HttpStatusCode.OK);
        Assert.Empty(end["entries"]!.AsArray());
    }

    [Fact]
    public async Task DatasetAndNetwork_OfACompletedRun_AreServed()
    {
        var run = await _api.CreateAsync("""{"dataset": {"generator": "xor"}, "pace": 0}""");
        var ended = await _api.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed, "is completed");

        var data = await ApiClient.ReadAsync(await _api.GetAsync($"/v1/runs/{run.Id}/dataset"), HttpStatusCode.OK);
        var network = await ApiClient.ReadAsync(await _api.GetAsync($"/v1/runs/{run.Id}/network"), HttpStatusCode.OK);

        Assert.Equal(8, data["inputs"]!.AsArray().Count);
        Assert.Equal("xor", data["description"]!["generator"]!.GetValue<string>());
        Assert.Equal(ended.NetworkHash, network["hash"]!.GetValue<string>());
        Assert.Equal(ended.HiddenUnits, network["hidden_units"]!.AsArray().Count);
        Assert.Equal(3 + ended.HiddenUnits, network["output_weights"]![0]!.AsArray().Count);
    }

    [Fact]
    public async Task Network_OfAnUntrainedRun_IsNotFound()
    {
        var run = await _api.CreateAsync("""{"dataset": {"generator": "xor"}, "start": false}""");

        await ApiClient.ReadProblemAsync(await _api.GetAsync($"/v1/runs/{run.Id}/network"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Commands_LegalIllegalAndRepeated_AreAnswered()
    {
        var run = await _api.CreateAsync("""{"dataset": {"generator": "two-spirals"}, "pace": 50}""");
        await _api.WaitForAsync(run.Id, r => r.Epoch > 2, "is trained");
        var path = $"/v1/runs/{run.Id}/commands";

        var paused = await ApiClient.ReadAsync(await _api.PostAsync(path, """{"command": "pause"}""", key: "k1"), HttpStatusCode.OK);
        var again = await ApiClient.ReadAsync(await _api.PostAsync(path, """{"command": "pause", "command_id": "k1"}"""), HttpStatusCode.OK);
        var refused = await ApiClient.ReadProblemAsync(await _api.PostAsync(path, """{"command": "pause", "command_id": "k2"}"""), HttpStatusCode.Conflict);
        var resumed = await ApiClient.ReadAsync(await _api.PostAsync(path, """{"command": "resume"}"""), HttpStatusCode.OK);
        var sameRefusal = await ApiClient.ReadProblemAsync(await _api.PostAsync(path, """{"command": "pause", "command_id": "k2"}"""), HttpStatusCode.Conflict);
        var reused = await ApiClient.ReadProblemAsync(await _api.PostAsync(path, """{"command": "stop", "command_id": "k1"}"""), HttpStatusCode.BadRequest);

        Assert.Equal("paused", paused["run"]!["status"]!.GetValue<string>());
        Assert.True(again["applied"]!.GetValue<bool>());
        Assert.Contains("takes start, resume, step", refused["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("started", resumed["run"]!["status"]!.GetValue<string>());
        Assert.Equal(refused["detail"]!.GetValue<string>(), sameRefusal["detail"]!.GetValue<string>());
        Assert.NotNull(reused["errors"]!["command_id"]);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.DeleteAsync($"/v1/runs/{run.Id}")).StatusCode);
        await ApiClient.ReadProblemAsync(await _api.DeleteAsync($"/v1/runs/{run.Id}"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task List_Pages_AreLinked()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Insert(0, (await _api.CreateAsync("""{"name": "paged", "dataset": {"generator": "xor"}, "start": false, "tags": ["paging"]}""")).Id);
        }

        var first = await ApiClient.ReadAsync(await _api.GetAsync("/v1/runs?tag=paging&limit=2&status=stopped"), HttpStatusCode.OK);
        var second = await ApiClient.ReadAsync(await _api.GetAsync($"/v1/runs?tag=paging&limit=2&cursor={first["next"]}"), HttpStatusCode.OK);

        Assert.Equal(ids, first["runs"]!.AsArray().Concat(second["runs"]!.AsArray()).Select(r => r!["id"]!.GetValue<string>()));
        Assert.Equal(3, first["total"]!.GetValue<int>());
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task Catalogues_OptionsGeneratorsAndPreview_AreServed()
    {
        var options = await ApiClient.ReadAsync(await _api.GetAsync("/v1/options"), HttpStatusCode.OK);
        var generators = await ApiClient.ReadAsync(await _api.GetAsync("/v1/generators"), HttpStatusCode.OK);
        var preview = await ApiClient.ReadAsync(await _api.GetAsync("/v1/datasets/preview?generator=two-spirals&points_per_arm=20"), HttpStatusCode.OK);

        Assert.Contains(options["options"]!.AsArray(), o => o!["path"]!.GetValue<string>() == "candidate.patience");
        Assert.Equal(12, options["presets"]!["two-spirals"]!["output"]!["patience"]!.GetValue<int>());
        Assert.Contains(generators["generators"]!.AsArray(), g => g!["name"]!.GetValue<string>() == "two-spirals");
        Assert.Equal(80, preview["inputs"]!.AsArray().Count);
    }

    [Fact]
    public async Task OpenApi_Document_NamesTheRoutesInSnakeCase()
    {
        var document = await ApiClient.ReadAsync(await _api.GetAsync("/openapi/v1.json"), HttpStatusCode.OK);

        Assert.NotNull(document["paths"]!["/v1/runs"]!["post"]!["requestBody"]);
        Assert.NotNull(document["paths"]!["/v1/runs/{id}/commands"]!["post"]);
        Assert.NotNull(document["components"]!["schemas"]!["RunDescription"]!["properties"]!["hidden_units"]);
    }

    [Fact]
    public async Task Health_Routes_AnswerInProduction()
    {
        foreach (var path in new[] { "/healthz", "/alive", "/readyz", "/ready" })
        {
            using var response = await _api.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }
}
