using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>
/// K8S-07 through nginx: one web replica is told to stop, and nothing has taken it out of nginx' list before. That is the
/// hardest case: in a cluster the pod leaves the list ten seconds earlier (preStop).
/// </summary>
[Collection(nameof(Ingress))]
public sealed class StopTests(IngressSystem ingress) : IAsyncLifetime
{
    private const int Viewers = 20;
    private const byte ViewersAddress = 20;
    private const byte ReaderAddress = 21;
    private const byte WriterAddress = 22;

    public async ValueTask InitializeAsync() => await ingress.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var number in (int[])[1, 2])
        {
            if (ingress.Web(number).HasExited)
            {
                await ingress.StartWebAsync(number);
            }
        }
    }

    [Fact]
    public async Task Replica_ToldToStopInMidRun_ViewersMoveWithoutALostEventAndReadersSeeNothing()
    {
        using var reader = ingress.Client(ReaderAddress);
        var run = await IngressSystem.CreateRunAsync(reader, Request);
        List<IngressClient> clients = [.. Enumerable.Range(0, Viewers).Select(_ => ingress.Client(ViewersAddress))];
        List<LogViewer> viewers = [.. clients.Select(c => new LogViewer(c.Address, run.Id, c.Connections, c.Authorize))];
        var written = await IngressSystem.CreateRunAsync(reader, Request with { Start = false });
        await using var traffic = new Traffic(ingress, run.Id, written.Id, reader.Http, WriterAddress);
        try
        {
            await UntilAsync(reader, run.Id, r => r.Epoch > 200);
            await Until.TrueAsync(() => Task.FromResult(viewers.All(v => v.LastSeq > 0)), "every viewer sees the run");
            Assert.InRange(await ingress.SocketsOfAsync(1), 1, Viewers - 1);

            Assert.Equal(0, await ingress.Web(1).TerminateAsync(TimeSpan.FromSeconds(15)));

            await Until.TrueAsync(async () => await ingress.SocketsOfAsync(2) == Viewers, "all viewers are with the other replica");
            var finished = await UntilAsync(reader, run.Id, r => r.Status == RunStatus.Completed);
            var log = await RunLog.ReadAsync(reader.Http, run.Id);
            log.AssertWhole(finished);
            foreach (var viewer in viewers)
            {
                await Until.TrueAsync(() => Task.FromResult(viewer.LastSeq == finished.HeadSeq), $"a viewer has entry {finished.HeadSeq} (has {viewer.LastSeq})");
                log.AssertSeenBy(viewer.Frames);
            }

            // Some had to move, and some had no reason to.
            Assert.Contains(viewers, v => v.Connections > 1);
            Assert.Contains(viewers, v => v.Connections == 1);
            await traffic.AssertUndisturbedAsync();
        }
        finally
        {
            foreach (var viewer in viewers)
            {
                await viewer.DisposeAsync();
            }

            clients.ForEach(c => c.Dispose());
        }
    }

    [Fact]
    public async Task Cookie_KeepsAClientWithItsReplica_AndLetsItGoWhenThatIsGone()
    {
        const byte address = 23;
        using var client = ingress.Client(address);
        await AskAsync(client, 10);
        var home = Assert.Single(await ReplicasAsync(address));
        var cookie = Assert.Single(client.Cookies.GetCookies(client.Address), c => c.Name == "canopy-route");
        Assert.True(cookie is { Secure: true, HttpOnly: true });

        // Others are sent elsewhere: some of these to the other replica.
        for (byte other = 0; other < 12; other++)
        {
            using var stranger = ingress.Client((byte)(address + 1 + other));
            await AskAsync(stranger, 1);
        }

        var all = await Task.WhenAll(Enumerable.Range(1, 12).Select(i => ReplicasAsync((byte)(address + i))));
        Assert.Equal([1, 2], all.SelectMany(r => r).Distinct().Order());

        await ingress.Web(home).TerminateAsync(TimeSpan.FromSeconds(15));
        await AskAsync(client, 5);
        Assert.Equal(3 - home, (await ReplicasAsync(address))[^1]);
        using var socket = await client.ConnectAsync("/ws/control");

        await ingress.StartWebAsync(home);
        await AskAsync(client, 5);
        Assert.Equal(home, (await ReplicasAsync(address))[^1]);
    }

    private static CreateRun Request { get; } = new()
    {
        Name = "stop",
        Dataset = new DatasetSpec { Generator = "two-spirals" },
        Preset = TrainingPresets.TwoSpiralsName,
        Seed = 7,
        Pace = 400,
    };

    private static Task<RunDescription> UntilAsync(IngressClient client, string id, Func<RunDescription, bool> condition) => Until.NotNullAsync(
        async () => await client.Http.GetFromJsonAsync($"/v1/runs/{id}", ContractsJson.Default.RunDescription) is { } run && condition(run) ? run : null,
        $"run {id} gets on");

    private static async Task AskAsync(IngressClient client, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var response = await client.Http.GetAsync(new Uri("/v1/system", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    /// <summary>The replicas that answered a client, one after the other, without repeats.</summary>
    private async Task<IReadOnlyList<int>> ReplicasAsync(byte address)
    {
        var lines = (await ingress.Nginx.LogAsync()).Where(l => l.Client == $"127.0.0.{address}").Select(ingress.ReplicaOf).ToList();
        return [.. lines.Where((replica, i) => i == 0 || lines[i - 1] != replica)];
    }

    /// <summary>People who read and write all the time, some of them without a cookie.</summary>
    private sealed class Traffic : IAsyncDisposable
    {
        private readonly IngressSystem _ingress;
        private readonly byte _address;
        private readonly CancellationTokenSource _stop = new();
        private readonly ConcurrentDictionary<(string Method, HttpStatusCode Status, bool Hint), int> _answers = new();
        private readonly ConcurrentQueue<Exception> _failures = new();
        private readonly Task _work;

        public Traffic(IngressSystem ingress, string readId, string writtenId, HttpClient reader, byte address)
        {
            (_ingress, _address) = (ingress, address);
            _work = Task.WhenAll(
                RepeatAsync(() => SendAsync(reader, () => new HttpRequestMessage(HttpMethod.Get, $"/v1/runs/{readId}"))),
                RepeatAsync(() => AsStrangerAsync(() => new HttpRequestMessage(HttpMethod.Get, "/"))),
                RepeatAsync(() => AsStrangerAsync(() => new HttpRequestMessage(HttpMethod.Post, $"/v1/runs/{writtenId}/commands")
                {
                    Content = JsonContent.Create(new RunCommand { Command = RunCommandKind.SetPace, Pace = 300 }, ContractsJson.Default.RunCommand),
                })));
        }

        /// <summary>
        /// Reading always worked. Writing did, or was refused with a hint, and then nothing was changed; but nginx may not repeat
        /// what it handed over in the very moment in which the listener closed: that one is answered 502.
        /// </summary>
        public async Task AssertUndisturbedAsync()
        {
            await _stop.CancelAsync();
            await _work;
            Assert.Empty(_failures);
            Assert.All(_answers.Keys, a => Assert.True(
                (a.Method == "GET" && a.Status == HttpStatusCode.OK)
                || (a.Method == "POST" && (a.Status is HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.BadGateway || a is { Status: HttpStatusCode.ServiceUnavailable, Hint: true })),
                $"{a}"));
            Assert.Contains(_answers.Keys, a => a is { Method: "GET" });
            Assert.Contains(_answers.Keys, a => a is { Method: "POST", Status: HttpStatusCode.OK });
            Assert.InRange(_answers.Where(a => a.Key.Status == HttpStatusCode.BadGateway).Sum(a => a.Value), 0, 1);
            Assert.DoesNotContain(await _ingress.Nginx.LogAsync(), l => l is { Method: "GET", Status: 502 } or { Status: 504 });
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _work;
            _stop.Dispose();
        }

        private async Task RepeatAsync(Func<Task> action)
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    await action();
                }
                catch (Exception exception)
                {
                    _failures.Enqueue(exception);
                }

                // Below the rate limit.
                await Task.Delay(30);
            }
        }

        private async Task AsStrangerAsync(Func<HttpRequestMessage> request)
        {
            using var stranger = _ingress.Client(_address);
            await SendAsync(stranger.Http, request);
        }

        private async Task SendAsync(HttpClient http, Func<HttpRequestMessage> make)
        {
            using var request = make();
            using var response = await http.SendAsync(request);
            _answers.AddOrUpdate((request.Method.Method, response.StatusCode, response.Headers.RetryAfter is not null), 1, (_, count) => count + 1);
        }
    }
}
