using System.Net;
using System.Text.Json.Nodes;

namespace Canopy.Runs.Tests.Api;

/// <summary>What is wrong with a request is said at the field, all of it at once.</summary>
public sealed class BadRequestTests(BackendFixture fixture) : IClassFixture<BackendFixture>
{
    private readonly ApiClient _api = new(fixture.Backend.CreateClient());

    [Theory]
    [InlineData("""{}""", "dataset")]
    [InlineData("""{"dataset": null}""", "dataset")]
    [InlineData("""{"dataset": {}}""", "dataset")]
    [InlineData("""{"dataset": 3}""", "dataset")]
    [InlineData("""{"dataset": {"generator": "xor", "data": {"inputs": [[1]], "targets": [[1]]}}}""", "dataset")]
    [InlineData("""{"dataset": {"generator": "nothing"}}""", "dataset.generator")]
    [InlineData("""{"dataset": {"generator": 7}}""", "dataset.generator", "dataset")]
    [InlineData("""{"dataset": {"generator": "two-spirals", "parameters": {"points_per_arm": 1e9}}}""", "dataset.parameters.points_per_arm")]
    [InlineData("""{"dataset": {"generator": "two-spirals", "parameters": {"points_per_arm": "many"}}}""", "dataset.parameters.points_per_arm")]
    [InlineData("""{"dataset": {"generator": "two-spirals", "parameters": {"x": 1}}}""", "dataset.parameters.x")]
    [InlineData("""{"dataset": {"generator": "xor"}, "more": 1}""", "more")]
    [InlineData("""{"dataset": {"generator": "xor", "more": 1}}""", "dataset.more")]
    [InlineData("""{"dataset": {"generator": "xor"}, "seed": -1}""", "seed")]
    [InlineData("""{"dataset": {"generator": "xor"}, "seed": 9007199254740992}""", "seed")]
    [InlineData("""{"dataset": {"generator": "xor"}, "seed": 1.5}""", "seed")]
    [InlineData("""{"dataset": {"generator": "xor"}, "pace": "NaN"}""", "pace")]
    [InlineData("""{"dataset": {"generator": "xor"}, "pace": 0.01}""", "pace")]
    [InlineData("""{"dataset": {"generator": "xor"}, "preset": "best"}""", "preset")]
    [InlineData("""{"dataset": {"generator": "xor"}, "start": "yes"}""", "start")]
    [InlineData("""{"dataset": {"generator": "xor"}, "tags": ["a", ""]}""", "tags[1]")]
    [InlineData("""{"dataset": {"generator": "xor"}, "tags": [null]}""", "tags[0]")]
    [InlineData("""{"dataset": {"generator": "xor"}, "options": {"pool_size": 0, "candidate": {"patience": "x", "y": 1}}}""", "options.pool_size", "options.candidate.patience", "options.candidate.y")]
    [InlineData("""{"dataset": {"generator": "xor"}, "options": []}""", "options")]
    [InlineData("""{"dataset": {"generator": "xor"}, "options": {"hidden_activation": "sigmoid, x", "output": {"batch_size": 32}}}""", "options.hidden_activation", "options.output.batch_size")]
    [InlineData("""{"dataset": {"data": {"kind": "regression", "inputs": [[1], [2]], "targets": [[1], [2]]}}, "options": {"output_activation": "softmax"}}""", "options.output_activation")]
    [InlineData("""{"dataset": {"data": {"inputs": [[1, 2], ["NaN", 1], [2, 3]], "targets": [[0.5], [-0.5], [0.5]]}}}""", "dataset.data.inputs[1][0]")]
    [InlineData("""{"dataset": {"data": {"inputs": [[1, 2], [1e99, 1], [2, 3]], "targets": [[0.5], [-0.5], [0.5]]}}}""", "dataset.data.inputs[1][0]")]
    [InlineData("""{"dataset": {"data": {"inputs": [[1, 2], [3], []], "targets": [[0.5], [-0.5], [0.5]]}}}""", "dataset.data.inputs[1]", "dataset.data.inputs[2]")]
    [InlineData("""{"dataset": {"data": {"inputs": [[1, 2], null], "targets": [[0.5], [-0.5]]}}}""", "dataset.data.inputs[1]")]
    [InlineData("""{"dataset": {"data": {"inputs": [], "targets": []}}}""", "dataset.data.inputs", "dataset.data.targets")]
    [InlineData("""{"dataset": {"data": {"inputs": [[1], [2]], "targets": [[0.5]]}}}""", "dataset.data.targets")]
    [InlineData("""{"dataset": {"data": {"inputs": [[1], [2]], "targets": [[0.5], [0.5]]}}}""", "dataset.data.targets")]
    [InlineData("""{"dataset": {"data": {"inputs": [[1], [2]], "targets": [[0.5], [7]]}}}""", "dataset.data.targets[1][0]")]
    [InlineData("""{"dataset": {"data": {"inputs": [[1], [1]], "targets": [[0.5], [-0.5]]}}}""", "dataset.data.inputs[*][0]")]
    [InlineData("""{"dataset": {"data": {"kind": "magic", "inputs": [[1], [2]], "targets": [[0.5], [-0.5]]}}}""", "dataset.data.kind")]
    [InlineData("""{"dataset": {"data": {"inputs": "x", "targets": [[0.5], [-0.5]]}}}""", "dataset.data.inputs")]
    public async Task Create_WrongFields_AreAllNamed(string body, params string[] fields)
    {
        var problem = await ApiClient.ReadProblemAsync(await _api.PostAsync("/v1/runs", body), HttpStatusCode.BadRequest);

        Assert.Equal(fields.Order(StringComparer.Ordinal), problem["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.All(problem["errors"]!.AsObject(), e => Assert.NotEmpty(e.Value!.AsArray()));
    }

    [Fact]
    public async Task Create_MistakesOfEveryKind_AreNamedAtOnce()
    {
        const string Body = """
            {"dataset": {"generator": "nope", "foo": 1}, "pace": -1, "seed": "x", "preset": "bad", "bar": 2,
             "options": {"candidate": {"patience": -2}, "pool_size": "NaN"}}
            """;

        var problem = await ApiClient.ReadProblemAsync(await _api.PostAsync("/v1/runs", Body), HttpStatusCode.BadRequest);

        Assert.Equal(
            ["bar", "dataset.foo", "dataset.generator", "options.candidate.patience", "options.pool_size", "pace", "preset", "seed"],
            problem["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"dataset": NaN}""")]
    [InlineData("""{"dataset": {"generator": "xor"},}""")]
    public async Task Create_MalformedBody_IsABadRequest(string body)
        => await ApiClient.ReadProblemAsync(await _api.PostAsync("/v1/runs", body), HttpStatusCode.BadRequest);

    [Fact]
    public async Task Create_DeepBody_IsABadRequest()
    {
        var body = string.Concat(Enumerable.Repeat("""{"dataset":""", 100)) + "1" + new string('}', 100);

        await ApiClient.ReadProblemAsync(await _api.PostAsync("/v1/runs", body), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Create_OtherMediaType_IsRefused()
        => await ApiClient.ReadProblemAsync(await _api.PostAsync("/v1/runs", "{}", "text/plain"), HttpStatusCode.UnsupportedMediaType);

    [Fact]
    public async Task Create_TooLargeBody_IsRefused()
    {
        var body = new JsonObject { ["note"] = new string('x', 300_000) }.ToJsonString();

        await ApiClient.ReadProblemAsync(await _api.PostAsync("/v1/runs", body), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Create_TooLargeRun_NamesWhatItWouldNeed()
    {
        const string Body = """
            {"dataset": {"generator": "circles", "parameters": {"points": 10000000}}, "options": {"max_hidden_units": 1000}}
            """;

        var problem = await ApiClient.ReadProblemAsync(await _api.PostAsync("/v1/runs", Body), HttpStatusCode.BadRequest);

        Assert.NotEmpty(problem["errors"]!.AsObject());
    }

    [Theory]
    [InlineData("""{}""", "command")]
    [InlineData("""{"command": "explode"}""", "command")]
    [InlineData("""{"command": 1}""", "command")]
    [InlineData("""{"command": "start", "unit": "mile", "x": 1}""", "unit", "x")]
    [InlineData("""{"command": "start", "command_id": ""}""", "command_id")]
    [InlineData("""{"command": "set_pace"}""", "pace")]
    [InlineData("""{"command": "set_pace", "pace": "Infinity"}""", "pace")]
    [InlineData("""{"command": "set_pace", "pace": -3}""", "pace")]
    [InlineData("""{"command": "set_options"}""", "options")]
    [InlineData("""{"command": "set_options", "options": {}}""", "options")]
    [InlineData("""{"command": "set_options", "options": {"pool_size": 0, "what": 1}}""", "options.pool_size", "options.what")]
    public async Task Command_WrongFields_AreAllNamed(string body, params string[] fields)
    {
        var run = await _api.CreateAsync("""{"dataset": {"generator": "xor"}, "start": false}""");

        var problem = await ApiClient.ReadProblemAsync(await _api.PostAsync($"/v1/runs/{run.Id}/commands", body), HttpStatusCode.BadRequest);

        Assert.Equal(fields.Order(StringComparer.Ordinal), problem["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SetOptions_UntrainedRun_AreCheckedAgainstItsData()
    {
        var run = await _api.CreateAsync(
            """{"dataset": {"data": {"kind": "regression", "inputs": [[1], [2]], "targets": [[1], [2]]}}, "preset": "regression", "start": false}""");
        var path = $"/v1/runs/{run.Id}/commands";

        var problem = await ApiClient.ReadProblemAsync(
            await _api.PostAsync(path, """{"command": "set_options", "options": {"output_activation": "softmax"}}"""), HttpStatusCode.BadRequest);
        var taken = await ApiClient.ReadAsync(
            await _api.PostAsync(path, """{"command": "set_options", "options": {"output_activation": "tanh"}}"""), HttpStatusCode.OK);

        Assert.Equal(["options.output_activation"], problem["errors"]!.AsObject().Select(e => e.Key));
        Assert.Equal("tanh", taken["run"]!["options"]!["output_activation"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/v1/runs/nothing")]
    [InlineData("/v1/runs/00000000000000")]
    [InlineData("/v1/runs/00000000000000/log")]
    [InlineData("/v1/runs/00000000000000/dataset")]
    [InlineData("/v1/runs/00000000000000/network")]
    [InlineData("/v1/runs/a%20b%0d%0aHGETALL%20x")]
    public async Task Get_UnknownRun_IsNotFound(string path)
        => await ApiClient.ReadProblemAsync(await _api.GetAsync(path), HttpStatusCode.NotFound);

    [Fact]
    public async Task Command_UnknownRun_IsNotFound()
        => await ApiClient.ReadProblemAsync(
            await _api.PostAsync("/v1/runs/00000000000000/commands", """{"command": "start"}"""), HttpStatusCode.NotFound);

    [Theory]
    [InlineData("/v1/runs?limit=0")]
    [InlineData("/v1/runs?limit=x")]
    [InlineData("/v1/runs?limit=9999")]
    [InlineData("/v1/runs?status=sleepy")]
    [InlineData("/v1/runs?cursor=(x")]
    [InlineData("/v1/datasets/preview")]
    [InlineData("/v1/datasets/preview?generator=nothing")]
    [InlineData("/v1/datasets/preview?generator=two-spirals&points_per_arm=NaN")]
    [InlineData("/v1/datasets/preview?generator=two-spirals&points_per_arm=x")]
    public async Task Get_WrongParameters_IsABadRequest(string path)
        => await ApiClient.ReadProblemAsync(await _api.GetAsync(path), HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("after=-1")]
    [InlineData("count=0")]
    [InlineData("count=100000")]
    public async Task Log_WrongParameters_IsABadRequest(string query)
    {
        var run = await _api.CreateAsync("""{"dataset": {"generator": "xor"}, "start": false}""");

        await ApiClient.ReadProblemAsync(await _api.GetAsync($"/v1/runs/{run.Id}/log?{query}"), HttpStatusCode.BadRequest);
    }
}
