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
    private const string OtherKey = "curlew-thistle-rowan-lapwing-yarrow-77";
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

        await client.SendAsync("""{"run_id":"r","command":"start","command_id":"c1"}""");
        await client.UntilAsync(v => v.Envelopes.Any(IsAnswer), "the answer");

        var answer = client.Envelopes.Single(IsAnswer).GetProperty("data").Deserialize(ContractsJson.Default.CommandResponse)!;
        Assert.Equal(("error", code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Command_OfAReadOnlyBackend_IsForbidden()
    {
        await _backend.StartAsync(readOnly: true);
        await using var server = await TestServer.StartAsync(new FakeStore(), settings: ("CASCOR_BACKEND_URL", _backend.Address));
        await using var client = await TestViewer.ConnectAsync(server.Address, "/ws/control");

        await client.SendAsync("""{"run_id":"r","command":"start","command_id":"c1"}""");
        await client.UntilAsync(v => v.Envelopes.Any(IsAnswer), "the answer");

        var answer = client.Envelopes.Single(IsAnswer).GetProperty("data").Deserialize(ContractsJson.Default.CommandResponse)!;
        Assert.Equal(("forbidden", "This installation is read-only."), (answer.Code, answer.Error));
    }

    private static bool IsAnswer(JsonElement envelope) => envelope.GetProperty("type").GetString() == "command_response";
}
