using System.Text.Json.Nodes;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Web.Tests.Streaming;
using Microsoft.AspNetCore.Http;

namespace Canopy.Web.Tests.Backend;

/// <summary>Commands through web to a backend's real routes give what the same call inside the backend gives.</summary>
public sealed class BackendRunCommandsTests : IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly RunsBackend _backend = new();
    private TestServer? _server;
    private IRunCommands _commands = null!;

    public async ValueTask InitializeAsync()
    {
        await _backend.StartAsync();
        _server = await TestServer.StartAsync(new FakeStore(), settings: [("CASCOR_BACKEND_URL", _backend.Address), ("Backend:RetrySeconds", "0.2")]);
        _commands = _server.Commands;
    }

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task Run_CreatedSteeredDeleted_AnswersAsInTheProcess()
    {
        var run = await _commands.CreateAsync(Xor(), Cancel);
        Assert.Equal(RunStatus.Stopped, run.Status);

        var started = await _commands.SendAsync(run.Id, new RunCommand { Command = RunCommandKind.SetPace, CommandId = "a", Pace = 5 }, Cancel);
        Assert.True(started is { Accepted: true, Applied: true, CommandId: "a", Run.Pace: 5 });
        Assert.True(await _commands.DeleteAsync(run.Id, Cancel));
        Assert.False(await _commands.DeleteAsync(run.Id, Cancel));
        Assert.Null(await _commands.SendAsync(run.Id, new RunCommand { Command = RunCommandKind.Start }, Cancel));
    }

    [Fact]
    public async Task Move_Illegal_IsRefusedWithTheReason()
    {
        var run = await _commands.CreateAsync(Xor(), Cancel);
        var refused = await _commands.SendAsync(run.Id, new RunCommand { Command = RunCommandKind.Pause, CommandId = "p" }, Cancel);

        Assert.False(refused!.Accepted);
        Assert.Equal("p", refused.CommandId);
        Assert.False(string.IsNullOrWhiteSpace(refused.Reason));
    }

    [Fact]
    public async Task Fields_Wrong_AreNamed()
    {
        var creation = await Assert.ThrowsAsync<InvalidRequestException>(
            () => _commands.CreateAsync(Xor() with { Options = new JsonObject { ["pool_size"] = 0 }, Pace = -1 }, Cancel));
        var run = await _commands.CreateAsync(Xor(), Cancel);
        var command = await Assert.ThrowsAsync<InvalidRequestException>(
            () => _commands.SendAsync(run.Id, new RunCommand { Command = RunCommandKind.SetPace, Pace = -1 }, Cancel));

        Assert.Equal(["options.pool_size", "pace"], creation.Errors.Keys.Order());
        Assert.Equal(["pace"], command.Errors.Keys);
    }

    [Fact]
    public async Task Backend_Away_IsUnavailable_AndBackAgainWorksAtOnce()
    {
        var run = await _commands.CreateAsync(Xor(), Cancel);
        await _backend.StopAsync();
        var away = await Assert.ThrowsAsync<ServiceUnavailableException>(
            () => _commands.SendAsync(run.Id, new RunCommand { Command = RunCommandKind.Start }, Cancel));
        Assert.Equal("The backend cannot be reached; nothing was changed.", away.Message);

        // The kept connection is dead now.
        await _backend.StartAsync();
        Assert.NotNull(await _commands.CreateAsync(Xor(), Cancel));
    }

    [Fact]
    public async Task Backend_ThatBreaksOffOnce_IsAskedAgainWithTheSameId()
    {
        var breaks = 1;
        await using var fake = await FakeBackend.StartAsync(async context =>
        {
            if (Interlocked.Decrement(ref breaks) >= 0)
            {
                context.Abort();
                return;
            }

            context.Response.ContentType = "application/json";
            await context.Response.BodyWriter.WriteAsync("""{"command_id":"x","command":"start","accepted":true,"applied":true}"""u8.ToArray());
        });
        await using var server = await TestServer.StartAsync(new FakeStore(), settings: ("CASCOR_BACKEND_URL", fake.Address));

        var result = await server.Commands.SendAsync("r", new RunCommand { Command = RunCommandKind.Start }, Cancel);

        Assert.True(result!.Applied);
        Assert.Equal(2, fake.Requests.Count);
        Assert.Single(fake.Requests.Select(r => (r.Body, r.Headers["Canopy-Write-Id"])).Distinct());
        Assert.Contains("\"command_id\":\"", fake.Requests.First().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThatTheBackendFindsTooNew_IsRefusedAsSuch()
    {
        await using var fake = await FakeBackend.StartAsync(context => AnswerAsync(
            context, 409, "application/problem+json", """{"status":409,"detail":"The run is kept in format 2.","code":"newer_format"}"""));
        await using var server = await TestServer.StartAsync(new FakeStore(), settings: ("CASCOR_BACKEND_URL", fake.Address));

        var command = await Assert.ThrowsAsync<NewerFormatException>(
            () => server.Commands.SendAsync("r", new RunCommand { Command = RunCommandKind.Start }, Cancel));
        await Assert.ThrowsAsync<NewerFormatException>(() => server.Commands.DeleteAsync("r", Cancel));

        Assert.Equal("The run is kept in format 2.", command.Message);
    }

    [Fact]
    public async Task Result_WithARunOfANewerBackend_IsTheResultWithoutIt()
    {
        await using var fake = await FakeBackend.StartAsync(context => AnswerAsync(
            context, 200, "application/json", """{"command_id":"x","command":"start","accepted":true,"applied":true,"run":{"id":"r","status":"hibernating"}}"""));
        await using var server = await TestServer.StartAsync(new FakeStore(), settings: ("CASCOR_BACKEND_URL", fake.Address));

        var result = await server.Commands.SendAsync("r", new RunCommand { Command = RunCommandKind.Start }, Cancel);

        Assert.True(result is { Applied: true, Run: null });
    }

    private static async Task AnswerAsync(HttpContext context, int status, string type, string body)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        await context.Response.WriteAsync(body, Cancel);
    }

    [Fact]
    public async Task ControlSocket_OverTheBackend_SteersTheRun()
    {
        var run = await _commands.CreateAsync(Xor(), Cancel);
        await using var client = await TestViewer.ConnectAsync(_server!.Address, "/ws/control");
        await client.SendAsync($$"""{"params":{"pace":7},"run_id":"{{run.Id}}","command":"set_pace","command_id":"1"}""");
        await client.SendAsync($$"""{"run_id":"{{run.Id}}","command":"resume","command_id":"2"}""");
        await client.SendAsync("""{"run_id":"nothing","command":"start","command_id":"3"}""");
        await client.UntilAsync(c => c.Envelopes.Count == 4, "three answers");

        Assert.Equal(
            ["success", "illegal_move", "unknown_run"],
            client.Envelopes.Skip(1).Select(e => e.GetProperty("data"))
                .Select(d => d.TryGetProperty("code", out var code) ? code.GetString() : d.GetProperty("status").GetString()));
    }

    private static CreateRun Xor() => new() { Dataset = new DatasetSpec { Generator = "xor" }, Seed = 1, Start = false };
}
