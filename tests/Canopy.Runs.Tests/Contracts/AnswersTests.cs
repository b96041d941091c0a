using System.Net;
using System.Text.Json.Nodes;
using Canopy.Contracts;
using Canopy.Runs.Tests.Api;

namespace Canopy.Runs.Tests.Contracts;

/// <summary>What is really sent is what the documents say: no field is missing, null, of another type, or not described.</summary>
public sealed class AnswersTests(BackendFixture fixture) : IClassFixture<BackendFixture>
{
    private readonly ApiClient _api = new(fixture.Backend.CreateClient());

    [Fact]
    public async Task Backend_EveryRoute_AnswersWhatTheDocumentSays()
    {
        var document = await ContractDocuments.ReadAsync("backend.json");
        var id = await AssertAnswerAsync("/v1/runs", "post", _api.PostAsync("/v1/runs", """{"dataset": {"generator": "xor"}, "pace": 0, "note": "n", "tags": ["a"]}"""));
        await _api.WaitForAsync(id, r => r.Status == RunStatus.Completed, "is completed");

        await AssertAnswerAsync("/v1/runs", "get", _api.GetAsync("/v1/runs?limit=1"));
        foreach (var route in new[] { "/v1/runs/{id}", "/v1/runs/{id}/log", "/v1/runs/{id}/dataset", "/v1/runs/{id}/network", "/v1/options", "/v1/generators" })
        {
            await AssertAnswerAsync(route, "get", _api.GetAsync(route.Replace("{id}", id, StringComparison.Ordinal)));
        }

        await AssertAnswerAsync("/v1/datasets/preview", "get", _api.GetAsync("/v1/datasets/preview?generator=two-spirals"));
        await AssertAnswerAsync("/v1/runs/{id}/commands", "post", _api.PostAsync($"/v1/runs/{id}/commands", """{"command": "reset"}"""));

        async Task<string> AssertAnswerAsync(string path, string method, Task<HttpResponseMessage> answer)
        {
            using var response = await answer;
            var body = await ApiClient.ReadAsync(response, path == "/v1/runs" && method == "post" ? HttpStatusCode.Created : HttpStatusCode.OK);
            var described = document["paths"]![path]![method]!["responses"]![$"{(int)response.StatusCode}"]!["content"]!["application/json"]!["schema"]!;
            Assert.Empty(SchemaCheck.Mistakes(document, described, body));
            return body["id"]?.GetValue<string>() ?? "";
        }
    }

    [Theory]
    [InlineData("""{"name": "a", "kind": "x", "size": 1}""", "")]
    [InlineData("""{"name": "a", "size": "NaN"}""", "")]
    [InlineData("""{"kind": "x"}""", "$.name is missing")]
    [InlineData("""{"name": null}""", "$.name is null")]
    [InlineData("""{"name": 1}""", "$.name is 1")]
    [InlineData("""{"name": "a", "kind": "z"}""", "$.kind is \"z\"")]
    [InlineData("""{"name": "a", "size": "many"}""", "$.size is \"many\"")]
    [InlineData("""{"name": "a", "more": 1}""", "$.more is not in the document")]
    public void Check_OfAnAnswer_NamesWhatTheDocumentDoesNotSay(string answer, string mistake)
    {
        var document = JsonNode.Parse("""
            {"thing": {"type": "object", "required": ["name"], "properties": {
                "name": {"type": "string"}, "kind": {"type": "string", "enum": ["x", "y"]},
                "size": {"anyOf": [{"type": "number"}, {"type": "string", "enum": ["NaN"]}]}}}}
            """)!;

        var mistakes = SchemaCheck.Mistakes(document, JsonNode.Parse("""{"$ref": "#/thing"}""")!, JsonNode.Parse(answer));

        Assert.StartsWith(mistake, string.Join('\n', mistakes), StringComparison.Ordinal);
        Assert.Equal(mistake.Length > 0, mistakes.Count > 0);
    }

    [Fact]
    public async Task Web_GoldenFrames_AreWhatTheDocumentSays()
    {
        var document = await ContractDocuments.ReadAsync("web.json");
        var messages = document["components"]!["messages"]!.AsObject();
        foreach (var frame in (await ContractDocuments.ReadGoldenFramesAsync())["frames"]!.AsArray())
        {
            var entry = LogEntry.Parse(Convert.FromBase64String(frame!["binary"]!.GetValue<string>()));
            if (entry.Kind == EventKind.Unknown)
            {
                continue;
            }

            var message = messages.Single(m => m.Value!["x-kind"]?.GetValue<int>() == (int)entry.Kind).Value!;
            var envelope = frame["envelope"]!;
            Assert.Equal(message["x-envelope"]!.GetValue<string>(), envelope["type"]!.GetValue<string>());
            if (message["payload"]!["$ref"] is not null)
            {
                Assert.Empty(SchemaCheck.Mistakes(document, message["payload"]!, envelope["data"]));
            }
        }
    }
}
