using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Canopy.Testing;
using Canopy.Web.Backend;
using Canopy.Web.Tests.Streaming;
using Microsoft.AspNetCore.Http;

namespace Canopy.Web.Tests.Backend;

/// <summary>Writes while backends come and go.</summary>
public sealed class WriteRetryTests : IAsyncDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly HttpClient _http = new();
    private readonly List<FakeBackend> _backends = [];
    private TestServer? _server;

    [Theory]
    [InlineData("POST", "/v1/runs")]
    [InlineData("POST", "/v1/runs/0000000000000r/commands")]
    [InlineData("DELETE", "/v1/runs/0000000000000r")]
    public async Task Backend_ThatBreaksOff_IsAskedAgainForTheSame(string method, string path)
    {
        await StartAsync(Once(context => context.Abort()));

        using var response = await SendAsync(method, path, ("Canopy-Write-Id", "somebody-else"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var requests = _backends[0].Requests.ToList();
        Assert.Equal(2, requests.Count);
        Assert.Single(requests.Select(r => (r.Line, r.Body, r.Headers["Canopy-Write-Id"])).Distinct());
        Assert.Matches("^[0-9a-f]{32}$", requests[0].Headers["Canopy-Write-Id"]);
    }

    [Fact]
    public async Task Backend_ThatTakesNothingMore_IsLeftForAnother()
    {
        await StartAsync(Once(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.Connection = "close";
        }));

        using var response = await SendAsync("POST", "/v1/runs");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, _backends[0].Requests.Count);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task Answer_OfABackendThatStays_PassesThroughAtOnce(int status)
    {
        await StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        using var response = await SendAsync("POST", "/v1/runs");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Single(_backends[0].Requests);
    }

    [Fact]
    public async Task Backend_ThatComesBack_GetsTheWrite()
    {
        await StartAsync(context => Task.CompletedTask);
        await _backends[0].StopAsync();

        var sending = SendAsync("POST", "/v1/runs");
        Assert.False(sending.IsCompleted);
        await _backends[0].StartAsync();

        using var response = await sending;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(_backends[0].Requests);
    }

    [Fact]
    public async Task Backends_OfWhichOneIsGone_TakeEveryWriteOnce()
    {
        await StartAsync(context => Task.CompletedTask, backends: 2);
        await _backends[0].StopAsync();

        for (var i = 0; i < 20; i++)
        {
            using var response = await SendAsync("POST", $"/v1/runs?n={i}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"POST /v1/runs?n={i}"), _backends[1].Requests.Select(r => r.Line));
    }

    [Fact]
    public async Task Delete_ThatWasCarriedOutWithoutAnAnswer_IsDone()
    {
        var calls = 0;
        await StartAsync(context =>
        {
            if (++calls == 1)
            {
                context.Abort();
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });

        using var gone = await SendAsync("DELETE", "/v1/runs/0000000000000r");
        using var unknown = await SendAsync("DELETE", "/v1/runs/0000000000000r");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (gone.StatusCode, unknown.StatusCode));
    }

    [Fact]
    public async Task Backend_GoneAfterItBrokeOff_IsNotSaidToHaveChangedNothing()
    {
        var gone = new TaskCompletionSource();
        await StartAsync(
            context =>
            {
                context.Abort();
                gone.TrySetResult();
                return Task.CompletedTask;
            },
            retrySeconds: 2);

        var sending = SendAsync("POST", "/v1/runs");
        await gone.Task;
        await _backends[0].StopAsync();

        using var response = await sending;
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Contains("not known", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_LongerThanAllowed_IsRefusedHere()
    {
        await StartAsync(context => Task.CompletedTask);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server!.Address, "/v1/runs"));
        request.Content = new ByteArrayContent(new byte[31_000_000]);
        // Otherwise it is still sending when the answer comes.
        request.Headers.ExpectContinue = true;

        using var response = await _http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(_backends[0].Requests);
    }

    /// <summary>From when a pod has left the service's endpoints until it stops: connections to it must have ended by themselves.</summary>
    [Fact]
    public async Task Connections_ToABackend_EndBeforeItStops()
    {
        var manifest = await File.ReadAllTextAsync(Path.Combine(Programs.Root, "deploy", "components", "program", "deployment.yaml"), Cancel);
        var sleep = SecondsAfter("preStop:", manifest);
        var grace = SecondsAfter("terminationGracePeriodSeconds", manifest);
        using var handler = BackendConnections.NewHandler();

        // Half, because proxies hear of it some seconds later than the pod.
        Assert.InRange(handler.PooledConnectionLifetime, TimeSpan.FromSeconds(1), sleep / 2);
        Assert.InRange(handler.PooledConnectionIdleTimeout, TimeSpan.FromSeconds(1), sleep / 2);
        Assert.True(handler.ConnectTimeout < handler.PooledConnectionLifetime);
        Assert.True(sleep + handler.PooledConnectionLifetime < grace);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (var backend in _backends)
        {
            await backend.DisposeAsync();
        }
    }

    private static TimeSpan SecondsAfter(string name, string manifest)
    {
        var lines = manifest.Split('\n').SkipWhile(line => !line.Contains(name, StringComparison.Ordinal)).Skip(1);
        return TimeSpan.FromSeconds(int.Parse(lines.First(line => line.Any(char.IsAsciiDigit)).Split(':')[1]));
    }

    /// <summary>The first request is answered so, all others with 200.</summary>
    private static RequestDelegate Once(Action<HttpContext> answer)
    {
        var left = 1;
        return context =>
        {
            if (Interlocked.Decrement(ref left) >= 0)
            {
                answer(context);
            }

            return Task.CompletedTask;
        };
    }

    private async Task StartAsync(RequestDelegate answer, int backends = 1, double retrySeconds = 20)
    {
        for (var i = 0; i < backends; i++)
        {
            _backends.Add(await FakeBackend.StartAsync(answer));
        }

        _server = await TestServer.StartAsync(
            new FakeStore(),
            settings: [("Backend:RetrySeconds", $"{retrySeconds}"), .. _backends.Select((b, i) => ($"services:backend:http:{i}", b.Address))]);
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_server!.Address, path));
        request.Content = method == "POST" ? new StringContent("""{"name":"x"}""", Encoding.UTF8, "application/json") : null;
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _http.SendAsync(request, Cancel);
    }
}
