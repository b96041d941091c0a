using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Canopy.Web.Tests.Streaming;
using Microsoft.AspNetCore.Http;

namespace Canopy.Web.Tests.Backend;

public sealed class ForwarderTests : IAsyncDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly HttpClient _http = new();
    private FakeBackend? _backend;
    private TestServer? _server;

    [Fact]
    public async Task Write_GoesThroughWithBodyKeyAndQuery_AndTheAnswerComesBack()
    {
        await StartAsync(async context =>
        {
            context.Response.StatusCode = 201;
            context.Response.Headers.Location = "/v1/runs/r1";
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"id":"r1"}""");
        });

        using var request = Request(HttpMethod.Post, "/v1/runs?dry=1", """{"name":"x"}""");
        request.Headers.Add("Idempotency-Key", "k-1");
        request.Headers.Add("Cookie", "session=secret");
        using var response = await _http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/v1/runs/r1", response.Headers.Location?.OriginalString);
        Assert.Equal("""{"id":"r1"}""", await response.Content.ReadAsStringAsync(Cancel));
        var received = Assert.Single(_backend!.Requests);
        Assert.Equal("POST /v1/runs?dry=1", received.Line);
        Assert.Equal("""{"name":"x"}""", received.Body);
        Assert.Equal("k-1", received.Headers["Idempotency-Key"]);
        Assert.StartsWith("application/json", received.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.DoesNotContain("Cookie", received.Headers.Keys);
    }

    [Fact]
    public async Task Client_IsToldToTheBackend_AndNotByItself()
    {
        await StartAsync(context => Task.CompletedTask);
        using var request = Request(HttpMethod.Delete, "/v1/runs/r");
        foreach (var name in new[] { "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP", "Forwarded" })
        {
            request.Headers.Add(name, "198.51.100.1");
        }

        using var response = await _http.SendAsync(request, Cancel);

        var headers = Assert.Single(_backend!.Requests).Headers;
        Assert.Equal(
            ("127.0.0.1", "http", _server!.Address.Authority),
            (headers["X-Forwarded-For"], headers["X-Forwarded-Proto"], headers["X-Forwarded-Host"]));
        Assert.DoesNotContain("198.51.100.1", headers.Values);
    }

    [Fact]
    public async Task Trace_OfTheCaller_GoesOn()
    {
        await StartAsync(context => Task.CompletedTask);
        using var request = Request(HttpMethod.Delete, "/v1/runs/r");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await _http.SendAsync(request, Cancel);

        Assert.Contains("0af7651916cd43dd8448eb211c80319c", Assert.Single(_backend!.Requests).Headers["traceparent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_OfTheBackend_PassesThrough()
    {
        await StartAsync(async context =>
        {
            context.Response.StatusCode = 409;
            context.Response.ContentType = "application/problem+json";
            await context.Response.WriteAsync("""{"status":409,"detail":"The run is completed."}""");
        });

        using var response = await _http.SendAsync(Request(HttpMethod.Post, "/v1/runs/r/commands", "{}"), Cancel);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("The run is completed.", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backend_Away_Is503AndNothingWasChanged()
    {
        await StartAsync(context => Task.CompletedTask);
        await _backend!.StopAsync();

        using var response = await _http.SendAsync(Request(HttpMethod.Post, "/v1/runs", "{}"), Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("The backend cannot be reached; nothing was changed.", await DetailAsync(response));

        await _backend.StartAsync();
        using var again = await _http.SendAsync(Request(HttpMethod.Post, "/v1/runs", "{}"), Cancel);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Backend_ThatBreaksOff_Is504AndSaysThatItIsNotKnown()
    {
        await StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        using var response = await _http.SendAsync(Request(HttpMethod.Post, "/v1/runs", "{}"), Cancel);

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Contains("not known", await DetailAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backend_NotConfigured_IsSaid()
    {
        _server = await TestServer.StartAsync(new FakeStore());
        using var response = await _http.SendAsync(Request(HttpMethod.Post, "/v1/runs", "{}"), Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("No backend is configured; nothing was changed.", await DetailAsync(response));
    }

    [Fact]
    public async Task Answer_IsPassedOnWhileItComes()
    {
        var more = new TaskCompletionSource();
        await StartAsync(async context =>
        {
            await context.Response.WriteAsync("first");
            await context.Response.Body.FlushAsync();
            await more.Task;
            await context.Response.WriteAsync("second");
        });

        using var response = await _http.SendAsync(Request(HttpMethod.Post, "/v1/runs", "{}"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var body = await response.Content.ReadAsStreamAsync(Cancel);
        var buffer = new byte[16];
        Assert.Equal("first", Encoding.UTF8.GetString(buffer, 0, await body.ReadAsync(buffer, Cancel)));
        more.SetResult();
        Assert.Equal("second", Encoding.UTF8.GetString(buffer, 0, await body.ReadAsync(buffer, Cancel)));
    }

    [Theory]
    [InlineData("https://elsewhere.example", null)]
    [InlineData(null, "CANOPY_READ_ONLY")]
    public async Task Write_ThatMayNotBe_StaysHere(string? origin, string? setting)
    {
        await StartAsync(context => Task.CompletedTask, setting is null ? [] : [(setting, "1")]);
        using var request = Request(HttpMethod.Post, "/v1/runs", "{}");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await _http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(_backend!.Requests);
    }

    [Fact]
    public async Task System_SaysWhatAnswers()
    {
        await StartAsync(context => Task.CompletedTask);

        var status = await _http.GetFromJsonAsync<JsonElement>(new Uri(_server!.Address, "/v1/system"), Cancel);

        Assert.Equal("cascor_backend", status.GetProperty("mode").GetString());
        Assert.Equal("up", status.GetProperty("backend").GetProperty("status").GetString());
        Assert.Equal("not_configured", status.GetProperty("redis").GetProperty("status").GetString());
        Assert.False(status.GetProperty("read_only").GetBoolean());
    }

    [Fact]
    public async Task Readiness_BackendAway_IsDegradedButReady()
    {
        await StartAsync(context => Task.CompletedTask);
        await _backend!.StopAsync();

        using var response = await _http.GetAsync(new Uri(_server!.Address, "/readyz"), Cancel);

        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("degraded", body.GetProperty("status").GetString());
        Assert.Equal("cascor_backend", body.GetProperty("mode").GetString());
    }

    [Fact]
    public async Task Readiness_WithoutBackendOrDemo_IsNotReady()
    {
        _server = await TestServer.StartAsync(new FakeStore());
        using var response = await _http.GetAsync(new Uri(_server.Address, "/readyz"), Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("no_backend", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("mode").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_backend?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task StartAsync(RequestDelegate answer, params (string Key, string Value)[] settings)
    {
        _backend = await FakeBackend.StartAsync(answer);
        _server = await TestServer.StartAsync(new FakeStore(), settings: [("CASCOR_BACKEND_URL", _backend.Address), ("Backend:RetrySeconds", "0.2"), .. settings]);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string? body = null) => new(method, new Uri(_server!.Address, path))
    {
        Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
    };

    private static async Task<string?> DetailAsync(HttpResponseMessage response)
        => (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString();
}
