using System.Net.WebSockets;
using System.Text.Json;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Testing;
using Canopy.Web.Streaming;
using Canopy.Web.Tests.Streaming;

namespace Canopy.Web.Tests.Control;

public sealed class ControlTests
{
    private const string Start = """{"run_id":"0000000000000r","command":"start","command_id":"c1"}""";

    [Fact]
    public async Task Command_Applied_IsSuccessWithTheRun()
    {
        var commands = new FakeCommands((id, c) => new RunCommandResult(c.CommandId!, c.Command, true, true, null, TestRun.Describe(id, 7)));
        var answer = await AskAsync(commands, """{"run_id":"0000000000000r","command":"step","command_id":"c1","params":{"unit":"phase"}}""");

        Assert.Equal("success", answer.Status);
        Assert.Equal(("c1", "step", 7), (answer.CommandId, answer.Command, answer.Result?.HeadSeq));
        Assert.Null(answer.Error);
        var (runId, command) = Assert.Single(commands.Received);
        Assert.Equal((TestRun.Id, RunCommandKind.Step, StepUnit.Phase, "c1"), (runId, command.Command, command.Unit, command.CommandId));
    }

    [Fact]
    public async Task Command_HandedOver_IsAccepted()
    {
        var commands = new FakeCommands((_, c) => new RunCommandResult(c.CommandId!, c.Command, true, false, null, null));

        Assert.Equal("accepted", (await AskAsync(commands, Start)).Status);
    }

    [Fact]
    public async Task Command_WithOptionsAndPace_PassesThem()
    {
        var commands = new FakeCommands((_, c) => new RunCommandResult(c.CommandId!, c.Command, true, true, null, null));
        await AskAsync(commands, """{"run_id":"0000000000000r","command":"set_options","command_id":"a","params":{"options":{"pool_size":4},"pace":2.5}}""");

        var (_, command) = Assert.Single(commands.Received);
        Assert.Equal("""{"pool_size":4}""", command.Options?.ToJsonString());
        Assert.Equal(2.5, command.Pace);
    }

    [Fact]
    public async Task Command_Illegal_SaysWhy()
    {
        var commands = new FakeCommands((_, c) => new RunCommandResult(c.CommandId!, c.Command, false, false, "The run is completed.", null));

        await RefusedAsync(commands, Start, "illegal_move", "The run is completed.");
    }

    [Fact]
    public Task Run_Unknown_IsSaid() => RefusedAsync(new FakeCommands((_, _) => null), Start, "unknown_run", "There is no run '0000000000000r'.");

    [Fact]
    public Task Backend_Away_IsSaid() => RefusedAsync(
        new FakeCommands((_, _) => throw new ServiceUnavailableException("The backend cannot be reached; nothing was changed.")),
        Start, "backend_unavailable", "The backend cannot be reached; nothing was changed.");

    [Fact]
    public async Task Parameter_ThatTheBackendRefuses_IsNamed()
    {
        var errors = new Dictionary<string, string[]> { ["options.pool_size"] = ["Range 1 to 1024."] };
        var answer = await RefusedAsync(new FakeCommands((_, _) => throw new InvalidRequestException(errors)), Start, "invalid_parameters", null);

        Assert.Equal(["Range 1 to 1024."], answer.Errors!["options.pool_size"]);
    }

    [Fact]
    public Task Run_OfANewerCanopy_IsRefusedWithWhatHelps() => RefusedAsync(
        new FakeCommands((_, _) => throw new NewerFormatException("The run is kept in format 2.")), Start, "newer_format", "The run is kept in format 2.");

    [Fact]
    public Task Mistake_OfOurs_IsAnsweredWithoutDetails() => RefusedAsync(
        new FakeCommands((_, _) => throw new InvalidOperationException("secret")), Start, "internal_error",
        "An internal error; the command may or may not have taken effect.");

    [Theory]
    [InlineData("{", "malformed_message")]
    [InlineData("", "malformed_message")]
    [InlineData("[1]", "malformed_message")]
    [InlineData("5", "malformed_message")]
    [InlineData("null", "malformed_message")]
    [InlineData("""{"run_id":"r","run_id":"s"}""", "malformed_message")]
    [InlineData("""{"run_id":"0000000000000r","command":"fly","command_id":"c"}""", "unknown_command")]
    [InlineData("""{"run_id":"0000000000000r","command":"Start","command_id":"c"}""", "unknown_command")]
    [InlineData("""{"command":"start","command_id":"c"}""", "invalid_parameters", "run_id")]
    [InlineData("""{"run_id":7,"command":"start","command_id":"c"}""", "invalid_parameters", "run_id")]
    [InlineData("""{"run_id":"0000000000000r","command":"start"}""", "invalid_parameters", "command_id")]
    [InlineData("""{"run_id":"0000000000000r","command_id":"c"}""", "invalid_parameters", "command")]
    [InlineData("""{"run_id":"0000000000000r","command":"step","command_id":"c","params":{"unit":"mile"}}""", "invalid_parameters", "params.unit")]
    [InlineData("""{"run_id":"0000000000000r","command":"set_pace","command_id":"c","params":{"pace":"fast"}}""", "invalid_parameters", "params.pace")]
    [InlineData("""{"run_id":"0000000000000r","command":"set_options","command_id":"c","params":{"options":[]}}""", "invalid_parameters", "params.options")]
    [InlineData("""{"run_id":"0000000000000r","command":"step","command_id":"c","params":7}""", "invalid_parameters", "params")]
    public async Task Message_Wrong_IsAnsweredAndTheSocketStays(string message, string code, string? field = null)
    {
        var commands = new FakeCommands((_, c) => new RunCommandResult(c.CommandId!, c.Command, true, true, null, null));
        await using var server = await TestServer.StartAsync(new FakeStore(), commands: commands);
        await using var client = await TestViewer.ConnectAsync(server.Address, "/ws/control");

        await client.SendAsync(message);
        var refused = await AnswerAsync(client);
        await client.SendAsync(Start);
        var next = await AnswerAsync(client, 1);

        Assert.Equal(("error", code), (refused.Status, refused.Code));
        Assert.False(string.IsNullOrWhiteSpace(refused.Error));
        if (field is not null)
        {
            Assert.Equal([field], refused.Errors!.Keys);
        }

        Assert.Equal("success", next.Status);
        Assert.Single(commands.Received);
    }

    [Fact]
    public async Task Commands_InARow_AreAnsweredInOrder()
    {
        var commands = new FakeCommands((_, c) => new RunCommandResult(c.CommandId!, c.Command, true, true, null, null));
        await using var server = await TestServer.StartAsync(new FakeStore(), commands: commands);
        await using var client = await TestViewer.ConnectAsync(server.Address, "/ws/control");
        for (var i = 0; i < 20; i++)
        {
            await client.SendAsync($$"""{"run_id":"0000000000000r","command":"pause","command_id":"{{i}}"}""");
        }

        await AnswerAsync(client, 19);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), Answers(client).Select(a => a.CommandId));
    }

    [Fact]
    public async Task Installation_ReadOnly_RefusesEveryCommand()
    {
        var commands = new FakeCommands((_, _) => throw new InvalidOperationException());
        await using var server = await TestServer.StartAsync(new FakeStore(), commands: commands, settings: ("CANOPY_READ_ONLY", "true"));
        await using var client = await TestViewer.ConnectAsync(server.Address, "/ws/control");
        await client.SendAsync(Start);

        Assert.Equal("read_only", (await AnswerAsync(client)).Code);
    }

    [Fact]
    public async Task Message_TooLarge_Closes1009()
    {
        await using var server = await TestServer.StartAsync(new FakeStore());
        await using var client = await TestViewer.ConnectAsync(server.Address, "/ws/control");
        await client.SendAsync(new string(' ', 65_537));
        await client.ClosedAsync();

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, client.CloseStatus);
    }

    [Fact]
    public async Task Socket_HasHeartbeatsAndPongs()
    {
        await using var server = await TestServer.StartAsync(new FakeStore(), stream: o => o.HeartbeatSeconds = 0.1);
        await using var client = await TestViewer.ConnectAsync(server.Address, "/ws/control");
        await client.SendAsync("""{"type":"ping"}""");

        await client.UntilAsync(c => Types(c) is ["connection_established", ..] && Types(c).Contains("pong") && Types(c).Count(t => t == "ping") > 1, "signs of life");
    }

    [Fact]
    public async Task Socket_Idle_Closes1000()
    {
        await using var server = await TestServer.StartAsync(new FakeStore(), stream: o => (o.HeartbeatSeconds, o.IdleSeconds) = (0.1, 1));
        await using var client = await TestViewer.ConnectAsync(server.Address, "/ws/control");
        await client.ClosedAsync();

        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
    }

    [Fact]
    public async Task Socket_IdleForAnHour_IsStillOpen()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(new FakeStore(), time: time);
        await using var client = await TestViewer.ConnectAsync(server.Address, "/ws/control");
        await client.UntilAsync(c => c.Envelopes.Count == 1, "the greeting");

        time.Advance(TimeSpan.FromMinutes(61));

        // Step by step, because nobody knows when the timer of the next heartbeat is set.
        await client.UntilAsync(c => IsHeartbeatAfter(TimeSpan.FromSeconds(1), time, c), "a heartbeat");
        Assert.Null(client.CloseStatus);
    }

    [Fact]
    public async Task Shutdown_IsAnnounced_AndCloses1001()
    {
        await using var server = await TestServer.StartAsync(new FakeStore());
        await using var client = await TestViewer.ConnectAsync(server.Address, "/ws/control");
        await client.UntilAsync(c => c.Envelopes.Count == 1, "the greeting");
        await server.StopAsync();
        await client.ClosedAsync();

        Assert.Equal("server_shutdown", Types(client)[^1]);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.CloseStatus);
    }

    [Fact]
    public async Task Run_WhatIsNoId_IsUnknownAndNotAskedFor()
    {
        var commands = new FakeCommands((_, _) => throw new InvalidOperationException());
        await using var server = await TestServer.StartAsync(new FakeStore(), commands: commands);
        using var end = new SocketEnd(caller: null, TimeProvider.System, CancellationToken.None);
        foreach (var id in ImpossibleIds.All)
        {
            var message = JsonSerializer.Serialize(new Dictionary<string, string> { ["run_id"] = id, ["command"] = "start", ["command_id"] = "c1" });

            var answer = await server.AnswerAsync(message, end);

            Assert.Equal(("error", id.Length <= 100 ? "unknown_run" : "invalid_parameters"), (answer.Status, answer.Code));
        }

        Assert.Empty(commands.Received);
    }

    private static bool IsHeartbeatAfter(TimeSpan step, ManualTime time, TestViewer client)
    {
        time.Advance(step);
        return Types(client).Contains("ping");
    }

    private static async Task<CommandResponse> AskAsync(FakeCommands commands, string message)
    {
        await using var server = await TestServer.StartAsync(new FakeStore(), commands: commands);
        await using var client = await TestViewer.ConnectAsync(server.Address, "/ws/control");
        await client.SendAsync(message);
        return await AnswerAsync(client);
    }

    private static async Task<CommandResponse> RefusedAsync(FakeCommands commands, string message, string code, string? error)
    {
        var answer = await AskAsync(commands, message);
        Assert.Equal(("error", code, "c1"), (answer.Status, answer.Code, answer.CommandId));
        Assert.Equal(error ?? answer.Error, answer.Error);
        return answer;
    }

    private static async Task<CommandResponse> AnswerAsync(TestViewer client, int index = 0)
    {
        await client.UntilAsync(c => Answers(c).Count > index, "an answer");
        return Answers(client)[index];
    }

    private static List<CommandResponse> Answers(TestViewer client) => [.. client.Envelopes
        .Where(e => e.GetProperty("type").GetString() == "command_response")
        .Select(e => e.GetProperty("data").Deserialize(ContractsJson.Default.CommandResponse)!)];

    private static List<string?> Types(TestViewer client) => [.. client.Envelopes.Select(e => e.GetProperty("type").GetString())];
}
