using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Canopy.EndToEnd.Tests.Browser;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>K8S-30, SVC-05: what people and their browsers meet at the door.</summary>
[Collection(nameof(Ingress))]
public sealed class EdgeTests(IngressSystem ingress) : IAsyncLifetime
{
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    public async ValueTask InitializeAsync() => await ingress.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Requests_FasterThanTheLimit_AreRefusedWith429AndOthersAreNot()
    {
        var limits = new NginxAnnotations(ingress.Nginx.Ingress);
        Assert.Equal(100, limits.RequestsPerSecond);
        using var greedy = ingress.Client(60);
        using var modest = ingress.Client(61);
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();

        // As fast as it goes, until the first is refused.
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            while (!answers.ContainsKey(HttpStatusCode.TooManyRequests))
            {
                using var response = await greedy.Http.GetAsync(new Uri("/healthz", UriKind.Relative));
                answers.AddOrUpdate(response.StatusCode, 1, (_, count) => count + 1);
                Assert.True(answers.Values.Sum() < 100_000, "nothing was refused");
            }
        }));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers.Keys.Order());
        Assert.True(answers[HttpStatusCode.OK] > limits.RequestsPerSecond * limits.BurstMultiplier, $"{answers[HttpStatusCode.OK]} were let through");
        using var other = await modest.Http.GetAsync(new Uri("/healthz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Page_InABrowser_WorksBelowTheLimit()
    {
        using var client = ingress.Client(62);
        var run = await IngressSystem.CreateRunAsync(client, new() { Dataset = new() { Generator = "xor" } });
        var nginx = ingress.Nginx;

        await using var page = await BrowserPage.OpenAsync(new Uri(nginx.Address, $"/?run={run.Id}"), surroundings: new BrowserSurroundings(
            [$"--host-resolver-rules=MAP {nginx.Ingress.Host}:443 127.0.0.1:{nginx.HttpsPort}"],
            [new() { Name = "__Host-canopy", Value = ingress.OperatorToken, Domain = nginx.Ingress.Host, Path = "/", Secure = true, HttpOnly = true }]));
        await page.WaitForTextAsync("status", "completed");
        await page.WaitForTextAsync("connection", "live");
        await page.Page.ReloadAsync();
        await page.WaitForTextAsync("connection", "live");

        page.AssertNoErrors();
        var lines = (await nginx.LogAsync()).Where(l => l.Client == "127.0.0.1").ToList();
        Assert.Contains(lines, l => l.Path.StartsWith("/assets/", StringComparison.Ordinal));
        // 499: the browser itself gave up what was on its way when the page was loaded again.
        Assert.DoesNotContain(lines, l => l.Status is >= 400 and not 499);
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/healthz", false)]
    [InlineData("/v1/nothing", false)]
    public async Task Answer_OfAnyKind_HasTheSecurityHeaders(string path, bool isPage)
    {
        using var client = ingress.Client(63);
        using var response = await client.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(response, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Opener-Policy"));
        Assert.Equal("DENY", Header(response, "X-Frame-Options"));
        Assert.StartsWith("max-age=", Header(response, "Strict-Transport-Security"), StringComparison.Ordinal);
        Assert.DoesNotContain("Kestrel", response.Headers.Server.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('/', response.Headers.Server.ToString());
        if (isPage)
        {
            Assert.Contains("frame-ancestors 'none'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task PlainHttp_IsSentToHttps()
    {
        using var client = ingress.Client(64);
        using var response = await client.Http.GetAsync(new Uri($"http://{client.Address.Host}/runs?x=1"));

        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        Assert.Equal($"https://{client.Address.Host}/runs?x=1", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Sockets_OfOneAddress_AreLimitedWhateverItSaysOfItself()
    {
        // With the cookie of the first answer they are all of one replica.
        using var client = ingress.Client(65);
        using var neighbour = ingress.Client(66);
        await ShareReplicaAsync(client, neighbour);
        var sockets = new List<ClientWebSocket>();
        try
        {
            for (var i = 0; i < IngressSystem.SocketsPerAddress; i++)
            {
                sockets.Add(await client.ConnectAsync("/ws/control", Forged(i)));
                Assert.Equal("connection_established", await FirstWordAsync(sockets[^1]));
            }

            using var one = await client.ConnectAsync("/ws/control", Forged(99));
            Assert.Equal(TryAgainLater.ToString(), await FirstWordAsync(one));

            // The limit is the address', not nginx' own.
            using var another = await neighbour.ConnectAsync("/ws/control");
            Assert.Equal("connection_established", await FirstWordAsync(another));
        }
        finally
        {
            sockets.ForEach(s => s.Dispose());
        }
    }

    [Theory]
    [InlineData("https://HOST", HttpStatusCode.SwitchingProtocols)]
    [InlineData("http://HOST", HttpStatusCode.Forbidden)]
    [InlineData("https://elsewhere.example", HttpStatusCode.Forbidden)]
    public async Task Socket_OfAPage_OpensForItsOwnHostAlone(string origin, HttpStatusCode expected)
    {
        using var client = ingress.Client(67);
        using var socket = new ClientWebSocket();
        client.Authorize(socket.Options);
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", origin.Replace("HOST", client.Address.Host, StringComparison.Ordinal));
        try
        {
            await socket.ConnectAsync(new Uri($"wss://{client.Address.Host}/ws/control"), client.Connections, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        Assert.Equal(expected, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("https://HOST", true)]
    [InlineData("https://elsewhere.example", false)]
    [InlineData("https://HOST.elsewhere.example", false)]
    public async Task Cors_OfAnotherPage_IsForTheListedAlone(string origin, bool allowed)
    {
        using var client = ingress.Client(68);
        origin = origin.Replace("HOST", client.Address.Host, StringComparison.Ordinal);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Options])
        {
            using var request = new HttpRequestMessage(method, "/healthz");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "POST");
            using var response = await client.Http.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(allowed ? origin : null, Header(response, "Access-Control-Allow-Origin"));
            Assert.Equal(allowed ? "true" : null, Header(response, "Access-Control-Allow-Credentials"));
            Assert.Equal(allowed && method == HttpMethod.Options, response.StatusCode == HttpStatusCode.NoContent);
        }
    }

    [Fact]
    public async Task Body_LargerThanTheProgramTakes_IsRefusedByNginx()
    {
        using var client = ingress.Client(69);
        using var body = new ByteArrayContent(new byte[12 << 20]);
        using var response = await client.Http.PostAsync(new Uri("/v1/runs", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private static (string, string) Forged(int i) => ("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i}"));

    private static async Task ShareReplicaAsync(IngressClient client, IngressClient neighbour)
    {
        using var response = await client.Http.GetAsync(new Uri("/healthz", UriKind.Relative));
        foreach (Cookie cookie in client.Cookies.GetCookies(client.Address))
        {
            neighbour.Cookies.Add(cookie);
        }
    }

    /// <summary>The type of the first message, or the close code.</summary>
    private static async Task<string> FirstWordAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        var part = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).WaitAsync(Until.Limit);
        return part.MessageType == WebSocketMessageType.Close
            ? part.CloseStatus.ToString()!
            : global::System.Text.Json.JsonDocument.Parse(buffer.AsMemory(0, part.Count)).RootElement.GetProperty("type").GetString()!;
    }

    private static string? Header(HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}
