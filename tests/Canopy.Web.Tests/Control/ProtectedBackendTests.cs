using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Canopy.Access;
using Canopy.Contracts;
using Canopy.Testing;
using Canopy.Web.Tests.Backend;
using Canopy.Web.Tests.Streaming;

namespace Canopy.Web.Tests.Control;

/// <summary>The backend checks for itself who sends a command over web's socket.</summary>
public sealed class ProtectedBackendTests : IAsyncDisposable
{
    private const string OtherKey = "Zr8-vQ2mW5xJt7LhYb4K-sN9dEo3fGu6pCi1Ra0X";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly RunsBackend _backend = new();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    // The token is passed on: the run is not there, which only those hear whom the backend believes.
    [InlineData(TestTokens.Key, TestTokens.Key, "unknown_run")]
    [InlineData(TestTokens.Key, OtherKey, "unauthorized")]
    [InlineData(null, TestTokens.Key, "unauthorized")]
    public async Task Command_ByThisKeyAtThatBackend_IsAnsweredByTheBackend(string? webKey, string backendKey, string code)
    {
        await _backend.StartAsync(backendKey);
        await using var server = await TestServer.StartAsync(
            new FakeStore(), settings: [("CASCOR_BACKEND_URL", _backend.Address), ("JWT_SECRET_KEY", webKey ?? "")]);
        await using var client = await TestViewer.ConnectAsync(
            server.Address, "/ws/control", options: o => o.SetRequestHeader("Authorization", $"Bearer {TestTokens.Make(AccessRole.Operator)}"));

        await client.SendAsync("""{"run_id":"0000000000000r","command":"start","command_id":"c1"}""");
        await client.UntilAsync(v => v.Envelopes.Any(IsAnswer), "the answer");

        var answer = client.Envelopes.Single(IsAnswer).GetProperty("data").Deserialize(ContractsJson.Default.CommandResponse)!;
        Assert.Equal(("error", code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Writes_OverWeb_AreRecordedByWhoMadeThem()
    {
        await _backend.StartAsync(TestTokens.Key);
        await using var server = await TestServer.StartAsync(
            new FakeStore(), settings: [("CASCOR_BACKEND_URL", _backend.Address), ("JWT_SECRET_KEY", TestTokens.Key)]);
        var ada = TestTokens.Make(AccessRole.Operator, name: "ada");
        var bob = TestTokens.Make(AccessRole.Operator, name: "bob");
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", ada) } };
        using var created = await http.PostAsync(
            new Uri(server.Address, "/v1/runs"), new StringContent("""{"dataset":{"generator":"xor"},"start":false}""", Encoding.UTF8, "application/json"), Cancel);
        var run = (await created.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription, Cancel))!;
        await using var client = await TestViewer.ConnectAsync(
            server.Address, "/ws/control", options: o => o.SetRequestHeader("Authorization", $"Bearer {bob}"));

        await client.SendAsync($$$"""{"run_id":"{{{run.Id}}}","command":"set_pace","command_id":"c1","params":{"pace":5}}""");
        await client.UntilAsync(v => v.Envelopes.Any(IsAnswer), "the answer");

        Assert.Equal("token:ada", run.CreatedBy);
        var log = await http.GetFromJsonAsync<JsonElement>($"{_backend.Address}/v1/runs/{run.Id}/log", Cancel);
        Assert.Equal("token:ada", log.GetProperty("entries")[0].GetProperty("data").GetProperty("details").GetProperty("by").GetString());
        Assert.Equal("token:bob", log.GetProperty("entries")[1].GetProperty("data").GetProperty("by").GetString());
    }

    [Fact]
    public async Task Command_OfAReadOnlyBackend_IsForbidden()
    {
        await _backend.StartAsync(readOnly: true);
        await using var server = await TestServer.StartAsync(new FakeStore(), settings: ("CASCOR_BACKEND_URL", _backend.Address));
        await using var client = await TestViewer.ConnectAsync(server.Address, "/ws/control");

        await client.SendAsync("""{"run_id":"0000000000000r","command":"start","command_id":"c1"}""");
        await client.UntilAsync(v => v.Envelopes.Any(IsAnswer), "the answer");

        var answer = client.Envelopes.Single(IsAnswer).GetProperty("data").Deserialize(ContractsJson.Default.CommandResponse)!;
        Assert.Equal(("forbidden", "This installation is read-only."), (answer.Code, answer.Error));
    }

    private static bool IsAnswer(JsonElement envelope) => envelope.GetProperty("type").GetString() == "command_response";
}
