using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using Canopy.Contracts;
using Canopy.Testing;
using Canopy.Web.Tests.Streaming;

namespace Canopy.Web.Tests.Demo;

public sealed class ShutdownTests : IDisposable
{
    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}");
    private readonly HttpClient _http;

    public ShutdownTests() => _http = new HttpClient { BaseAddress = _address };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Program_ToldToStop_SaysGoodbyeAndEndsWell()
    {
        using var program = Start("1");
        var run = await RunOfAsync(program);
        await using var viewer = await TestViewer.BinaryAsync(_address, run.Id);
        await using var control = await TestViewer.ConnectAsync(_address, "/ws/control");
        await viewer.UntilAsync(v => v.Entries.Any(LogAssert.IsEpochs), "epochs");

        var exitCode = await program.TerminateAsync(TimeSpan.FromSeconds(30));
        await viewer.ClosedAsync();
        await control.ClosedAsync();

        Assert.True(exitCode == 0, program.Output);
        Assert.Equal(EventKind.ServerShutdown, viewer.Frames[^1].Kind);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, viewer.CloseStatus);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, control.CloseStatus);
    }

    [Fact]
    public async Task Program_DuringItsNotice_TakesNothingNewAndServesWhoIsThere()
    {
        using var program = Start("10");
        var run = await RunOfAsync(program);
        await using var viewer = await TestViewer.BinaryAsync(_address, run.Id);
        await viewer.UntilAsync(v => v.Entries.Any(LogAssert.IsEpochs), "epochs");

        await program.SignalAsync();
        await Until.TrueAsync(async () => await StatusAsync("/readyz") == HttpStatusCode.ServiceUnavailable, "readiness fails");

        using var write = await _http.PostAsJsonAsync($"/v1/runs/{run.Id}/commands", new RunCommand { Command = RunCommandKind.Pause }, ContractsJson.Default.RunCommand);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (write.StatusCode, write.Headers.RetryAfter?.Delta));
        using var socket = await UpgradeAsync($"/ws/training?run={run.Id}");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (socket.StatusCode, socket.Headers.RetryAfter?.Delta));
        using var control = await UpgradeAsync("/ws/control");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, control.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/healthz"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"/v1/runs/{run.Id}"));
        // Who was here before hears of the run until the notice is over, and then where to go.
        var seen = viewer.Entries.Count;
        await viewer.UntilAsync(v => v.Entries.Count > seen, "more entries");

        // Asked again, it does not wait for the end of the notice.
        Assert.Equal(0, await program.TerminateAsync(TimeSpan.FromSeconds(30)));
        await viewer.ClosedAsync();
        Assert.Equal(EventKind.ServerShutdown, viewer.Frames[^1].Kind);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, viewer.CloseStatus);
    }

    private ManagedProcess Start(string noticeSeconds)
        => ManagedProcess.Start("dotnet", [typeof(Program).Assembly.Location], new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = _address.ToString(),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["CASCOR_DEMO_MODE"] = "1",
            ["SHUTDOWN_NOTICE_SECONDS"] = noticeSeconds,
        });

    private Task<RunDescription> RunOfAsync(ManagedProcess program) => Until.NotNullAsync(
        async () => await _http.GetFromJsonAsync("/v1/runs", ContractsJson.Default.RunPage) is { Runs: [var first, ..] } ? first : null,
        $"the program has a run; it said: {program.Output}");

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> UpgradeAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
