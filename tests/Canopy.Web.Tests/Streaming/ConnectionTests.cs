using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Canopy.Contracts;
using Canopy.Testing;
using Canopy.Web.Streaming;

namespace Canopy.Web.Tests.Streaming;

public sealed class ConnectionTests : IAsyncLifetime
{
    private readonly FakeStore _store = new();
    private readonly TestRun _run = TestRun.WithUnits(1, chunks: 1);
    private TestServer? _server;

    public ValueTask InitializeAsync()
    {
        _store.Create(TestRun.Id);
        _store.Append(TestRun.Id, _run.Entries);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Connection_Begins_WithGreetingAndStatus()
    {
        var server = await StartAsync();
        await using var viewer = await TestViewer.JsonAsync(server, TestRun.Id);
        await viewer.UntilAsync(v => v.Envelopes.Count >= 2, "the greeting");

        var established = viewer.Envelopes[0];
        Assert.Equal("connection_established", established.GetProperty("type").GetString());
        Assert.Equal(0, established.GetProperty("seq").GetInt64());
        Assert.Equal(30, established.GetProperty("data").GetProperty("heartbeat_seconds").GetDouble());
        Assert.NotEmpty(established.GetProperty("data").GetProperty("server_instance_id").GetString()!);
        Assert.Equal("initial_status", viewer.Envelopes[1].GetProperty("type").GetString());
        Assert.Equal(TestRun.Id, viewer.Envelopes[1].GetProperty("data").GetProperty("run").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("canopy.json.v1", "canopy.json.v1")]
    [InlineData("canopy.binary.v1", "canopy.binary.v1")]
    [InlineData("other,canopy.binary.v1,canopy.json.v1", "canopy.binary.v1")]
    [InlineData("canopy.json.v1,canopy.binary.v1", "canopy.json.v1")]
    public void Protocol_OfWhatIsOffered_IsTheFirstKnown(string? offered, string? expected)
        => Assert.Equal(expected, StreamProtocol.Choose(offered?.Split(',') ?? []).Name);

    [Theory]
    [InlineData("/ws/training", "run")]
    [InlineData("/ws/training?run=", "run")]
    [InlineData("/ws/training?run=0000000000000r&after=x", "after")]
    [InlineData("/ws/training?run=0000000000000r&after=-1", "after")]
    public async Task Parameter_MissingOrWrong_IsNamed(string path, string field)
    {
        using var response = await UpgradeAsync(await StartAsync(), path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Fact]
    public async Task Request_WithoutUpgrade_IsTold()
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(await StartAsync(), "/ws/training?run=0000000000000r"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public Task Run_Unknown_Closes1008() => RefusedAsync(TestRun.Id[1..] + "s");

    [Fact]
    public async Task Run_WhatIsNoId_Closes1008AndIsNotLookedUp()
    {
        // Blank is as if there were none; what does not fit into a request line gets no answer from here.
        foreach (var id in ImpossibleIds.All.Where(id => !string.IsNullOrWhiteSpace(id) && id.Length < 2000))
        {
            _store.Create(id);
            await RefusedAsync(id);
        }
    }

    private async Task RefusedAsync(string run)
    {
        await using var viewer = await TestViewer.BinaryAsync(_server?.Address ?? await StartAsync(), Uri.EscapeDataString(run));
        await viewer.ClosedAsync();

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, viewer.CloseStatus);
        Assert.Equal("There is no such run.", viewer.CloseReason);
    }

    [Fact]
    public async Task Store_AwayAtConnect_Closes1013()
    {
        var server = await StartAsync();
        _store.IsAway = true;
        await using var viewer = await TestViewer.BinaryAsync(server, TestRun.Id);
        await viewer.ClosedAsync();

        Assert.Equal(Farewell.TryAgainLater, viewer.CloseStatus);
    }

    [Theory]
    [InlineData("https://elsewhere.example", false)]
    [InlineData("null", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("https://school.example", true)]
    [InlineData("self", true)]
    public async Task Origin_OfAPage_Decides(string origin, bool allowed)
    {
        var server = await StartAsync(o => o.AllowedOrigins = "https://other.example, https://school.example");
        origin = origin == "self" ? $"http://{server.Authority}" : origin;

        using var response = await UpgradeAsync(server, "/ws/training?run=0000000000000r", origin);

        Assert.Equal(allowed ? HttpStatusCode.SwitchingProtocols : HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("https://canopy.example.com", true)]
    [InlineData("http://canopy.example.com", false)]
    [InlineData("https://canopy.example.com:8443", false)]
    public async Task Origin_BehindAKnownProxy_IsComparedWithTheAddressThatItNames(string origin, bool allowed)
    {
        _server = await TestServer.StartAsync(_store, settings: ("CANOPY_KNOWN_PROXIES", "127.0.0.1"));

        using var response = await UpgradeAsync(
            _server.Address, "/ws/training?run=0000000000000r", origin, ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "canopy.example.com"));

        Assert.Equal(allowed ? HttpStatusCode.SwitchingProtocols : HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Connections_BehindAKnownProxy_AreCountedByTheAddressThatItNames()
    {
        _server = await TestServer.StartAsync(_store, o => o.MaxConnectionsPerAddress = 1, settings: ("CANOPY_KNOWN_PROXIES", "127.0.0.1"));
        await using var one = await FromAsync("203.0.113.1");
        await using var other = await FromAsync("203.0.113.2");
        await one.ReachAsync(_run.Seq);
        await other.ReachAsync(_run.Seq);

        await using var again = await FromAsync("198.51.100.9, 203.0.113.1");
        await again.ClosedAsync();
        Assert.Equal(Farewell.TryAgainLater, again.CloseStatus);

        Task<TestViewer> FromAsync(string address) => TestViewer.ConnectAsync(
            _server!.Address, "/ws/training?run=0000000000000r", StreamProtocol.Binary, options: o => o.SetRequestHeader("X-Forwarded-For", address));
    }

    [Fact]
    public Task Connections_OverTheServersLimit_Close1013() => LimitAsync(o => o.MaxConnections = 2);

    [Fact]
    public Task Connections_OverTheAddressLimit_Close1013() => LimitAsync(o => o.MaxConnectionsPerAddress = 2);

    [Fact]
    public async Task Message_TooLarge_Closes1009()
    {
        await using var viewer = await TestViewer.BinaryAsync(await StartAsync(), TestRun.Id);
        await viewer.SendAsync(new string(' ', 4097));
        await viewer.ClosedAsync();

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, viewer.CloseStatus);
    }

    [Fact]
    public async Task Message_OfAnyKind_DoesNotCloseTheSocket()
    {
        await using var viewer = await TestViewer.BinaryAsync(await StartAsync(), TestRun.Id);
        foreach (var message in (string[])["{", "hello", "[]", "{\"type\":\"pong\"}", "{\"type\":5}", "", new string(' ', 4096), "{\"type\":\"ping\"}"])
        {
            await viewer.SendAsync(message);
        }

        await viewer.UntilAsync(v => v.Frames.Any(f => f.Kind == EventKind.Pong), "a pong");
        Assert.Null(viewer.CloseStatus);
    }

    [Fact]
    public async Task Client_Leaves_With1000()
    {
        var server = await StartAsync();
        await using var viewer = await TestViewer.BinaryAsync(server, TestRun.Id);
        await viewer.ReachAsync(_run.Seq);
        await viewer.CloseAsync();

        Assert.Equal(WebSocketCloseStatus.NormalClosure, viewer.CloseStatus);
        await Until.TrueAsync(() => Task.FromResult(_server!.Counters["canopy.stream.connections"] == 0), "its place is free");
    }

    [Fact]
    public async Task Heartbeat_InBothForms_Comes()
    {
        var server = await StartAsync(o => o.HeartbeatSeconds = 0.1);
        await using var binary = await TestViewer.BinaryAsync(server, TestRun.Id);
        await using var json = await TestViewer.JsonAsync(server, TestRun.Id);

        await binary.UntilAsync(v => v.Frames.Count(f => f.Kind == EventKind.Ping) >= 2, "two pings");
        await json.UntilAsync(v => v.Envelopes.Count(e => e.GetProperty("type").GetString() == "ping") >= 2, "two pings");
        Assert.All(binary.Frames.Where(f => f.Kind == EventKind.Ping), f => Assert.True(f.Read(ContractsJson.Default.Ping).ServerTime > 0));
    }

    [Fact]
    public async Task Shutdown_IsAnnouncedWithAHint_AndCloses1001()
    {
        var server = await StartAsync();
        await using var viewer = await TestViewer.BinaryAsync(server, TestRun.Id);
        await viewer.ReachAsync(_run.Seq);

        await _server!.StopAsync();
        await viewer.ClosedAsync();

        var last = viewer.Frames[^1];
        Assert.Equal(EventKind.ServerShutdown, last.Kind);
        Assert.InRange(last.Read(ContractsJson.Default.ServerShutdown).RetryAfterSeconds, 0.25, 2);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, viewer.CloseStatus);
    }

    private async Task LimitAsync(Action<StreamOptions> limit)
    {
        var server = await StartAsync(limit);
        await using var one = await TestViewer.BinaryAsync(server, TestRun.Id);
        await using var two = await TestViewer.BinaryAsync(server, TestRun.Id);
        await one.ReachAsync(_run.Seq);
        await two.ReachAsync(_run.Seq);

        await using var three = await TestViewer.BinaryAsync(server, TestRun.Id);
        await three.ClosedAsync();
        Assert.Equal(Farewell.TryAgainLater, three.CloseStatus);

        await one.CloseAsync();
        await Until.TrueAsync(() => Task.FromResult(_server!.Counters["canopy.stream.connections"] == 1), "a place is free");
        await using var four = await TestViewer.BinaryAsync(server, TestRun.Id);
        await four.ReachAsync(_run.Seq);
    }

    private async Task<Uri> StartAsync(Action<StreamOptions>? stream = null)
    {
        _server = await TestServer.StartAsync(_store, stream);
        return _server.Address;
    }

    private static async Task<HttpResponseMessage> UpgradeAsync(
        Uri server, string path, string? origin = null, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, path));
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
