using System.Net.WebSockets;
using System.Text.Json;
using Canopy.Access;
using Canopy.Access.Tokens;
using Canopy.Contracts;
using Canopy.Testing;
using Canopy.Web.Streaming;
using Canopy.Web.Tests.Control;
using Canopy.Web.Tests.Streaming;

namespace Canopy.Web.Tests.Session;

/// <summary>Who gets a socket, and for how long.</summary>
public sealed class SocketAccessTests : IAsyncLifetime
{
    private const string Start = """{"run_id":"0000000000000r","command":"start","command_id":"c1"}""";
    private const string Training = "/ws/training?run=0000000000000r";
    private const string ControlPath = "/ws/control";

    private readonly ManualTime _time = new();
    private readonly FakeStore _store = new();
    private readonly FakeCommands _commands = new((_, c) => new RunCommandResult(c.CommandId!, c.Command, true, true, null, null));
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _store.Create(TestRun.Id);
        _store.Append(TestRun.Id, TestRun.WithUnits(1, chunks: 1).Entries);
        _server = await TestServer.StartAsync(_store, commands: _commands, time: _time, settings: ("JWT_SECRET_KEY", TestTokens.Key));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(Training, null, 401)]
    [InlineData(ControlPath, null, 401)]
    [InlineData(Training, AccessRole.Viewer, 101)]
    [InlineData(ControlPath, AccessRole.Viewer, 403)]
    [InlineData(Training, AccessRole.Operator, 101)]
    [InlineData(ControlPath, AccessRole.Operator, 101)]
    public async Task Socket_WithAndWithoutRights_IsOpenedOrRefusedBeforeTheUpgrade(string path, AccessRole? role, int expected)
    {
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        if (role is { } some)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {TestTokens.Make(some, _time)}");
        }

        var connecting = socket.ConnectAsync(new Uri($"ws://{_server.Address.Authority}{path}"), TestContext.Current.CancellationToken);
        if (expected == 101)
        {
            await connecting;
        }
        else
        {
            await Assert.ThrowsAsync<WebSocketException>(() => connecting);
        }

        Assert.Equal(expected, (int)socket.HttpStatusCode);
    }

    [Theory]
    [InlineData(Training)]
    [InlineData(ControlPath)]
    public async Task Socket_WhenItsTokenEnds_IsClosedWithAHint(string path)
    {
        await using var client = await ConnectAsync(path, TimeSpan.FromMinutes(10));
        await client.UntilAsync(v => v.Envelopes.Count > 0, "the greeting");
        await using var longer = await ConnectAsync(path, TimeSpan.FromMinutes(60));
        await longer.UntilAsync(v => v.Envelopes.Count > 0, "the greeting");

        _time.Advance(TimeSpan.FromMinutes(10));
        await client.ClosedAsync();

        Assert.Equal((WebSocketCloseStatus.EndpointUnavailable, Farewell.Expired), (client.CloseStatus, client.CloseReason));
        var last = client.Envelopes[^1];
        Assert.Equal("server_shutdown", last.GetProperty("type").GetString());
        Assert.Equal("The sign-in has expired.", last.GetProperty("data").GetProperty("reason").GetString());
        Assert.InRange(last.GetProperty("data").GetProperty("retry_after_seconds").GetDouble(), 0.25, 2);
        Assert.Null(longer.CloseStatus);
    }

    [Fact]
    public async Task Command_ByCookie_IsCarriedOut()
    {
        await using var client = await TestViewer.ConnectAsync(
            _server.Address, ControlPath, options: o => o.SetRequestHeader("Cookie", $"canopy={TestTokens.Make(AccessRole.Operator, _time)}"));

        await client.SendAsync(Start);
        await client.UntilAsync(v => v.Envelopes.Any(IsAnswer), "the answer");

        Assert.Single(_commands.Received);
    }

    [Fact]
    public async Task Command_AfterTheTokensEnd_IsNotCarriedOut()
    {
        using var end = new SocketEnd(new(AccessRole.Operator, new("ada", AccessRole.Operator, _time.GetUtcNow().AddMinutes(1)), "token"), _time, CancellationToken.None);
        Assert.False(end.IsExpired);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(end.IsExpired);
        Assert.True(end.Token.IsCancellationRequested);

        var answer = await _server.AnswerAsync(Start, end);

        Assert.Equal(("error", "unauthorized"), (answer.Status, answer.Code));
        Assert.Empty(_commands.Received);
    }

    [Theory]
    [InlineData(null, "token:ada")]
    [InlineData("stamp", "account:ada")]
    public async Task Command_OnASocket_HasItsSender(string? accountStamp, string sender)
    {
        var token = new AccessToken("ada", AccessRole.Operator, _time.GetUtcNow().AddMinutes(1)) { AccountStamp = accountStamp };
        using var end = new SocketEnd(new(AccessRole.Operator, token, "token"), _time, CancellationToken.None);

        await _server.AnswerAsync(Start, end);

        Assert.Equal(sender, Assert.Single(_commands.Received).Command.By);
    }

    [Fact]
    public async Task Expiry_FartherThanTimersReach_IsNoMistake()
    {
        await using var client = await ConnectAsync(Training, TimeSpan.FromDays(3650));
        await client.UntilAsync(v => v.Envelopes.Count > 0, "the greeting");

        Assert.Null(client.CloseStatus);
    }

    private Task<TestViewer> ConnectAsync(string path, TimeSpan life) => TestViewer.ConnectAsync(
        _server.Address, path, options: o => o.SetRequestHeader("Authorization", $"Bearer {TestTokens.Make(AccessRole.Operator, _time, life)}"));

    private static bool IsAnswer(JsonElement envelope) => envelope.GetProperty("type").GetString() == "command_response";
}
