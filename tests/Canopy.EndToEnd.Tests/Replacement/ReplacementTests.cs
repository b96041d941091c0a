using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Replacement;

/// <summary>Two backends, of which one at a time is replaced, and writes meanwhile.</summary>
public sealed class ReplacementTests : IAsyncLifetime
{
    private const int Writers = 4;
    private static readonly string[] Backends = ["backend", "backend-2"];

    /// <summary>How often a backend is replaced; CANOPY_CRASH_ROUNDS changes it.</summary>
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("CANOPY_CRASH_ROUNDS"), out var rounds) ? rounds : 6;

    private static readonly (string, string?)[] Notice = [("SHUTDOWN_NOTICE_SECONDS", "1")];

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly ConcurrentDictionary<string, string> _kept = new();
    private readonly ConcurrentQueue<string> _deleted = new();
    private CanopySystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await CanopySystem.StartRedisAsync();
        foreach (var backend in Backends)
        {
            await _system.StartBackendAsync(backend, Notice);
        }

        (string, string?)[] addresses = [("CASCOR_BACKEND_URL", ""), .. Backends.Select((b, i) => ($"services__backend__http__{i}", (string?)_system.Address(b).ToString()))];
        await _system.StartWebAsync("web", addresses);
        await _system.StartWebAsync("web-2", addresses);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _system.DisposeAsync();
    }

    [Fact]
    public async Task Backends_ReplacedOneAfterTheOther_NoWriteIsLostAndEachHasOneEffect()
    {
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers).Select(n => WriteAsync(n, enough.Token)).ToList();

        for (var round = 0; round < Rounds; round++)
        {
            var backend = Backends[round % 2];
            var before = _kept.Count;
            // In a rollout, and by accident.
            await (round % 4 < 2 ? _system.Program(backend).TerminateAsync() : _system.Program(backend).KillAsync());
            await UntilWrittenAsync(before, writers);
            await _system.StartBackendAsync(backend, Notice);
            await UntilWrittenAsync(_kept.Count, writers);
        }

        await enough.CancelAsync();
        await Task.WhenAll(writers);
        await AssertOneEffectEachAsync();
    }

    [Fact]
    public async Task Creation_RepeatedThroughTwoWebsAndAfterARestart_MakesOneRun()
    {
        var key = Guid.NewGuid().ToString();

        var atOnce = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => CreateAsync(i % 2 == 0 ? "web" : "web-2", "repeated", key)));
        foreach (var backend in Backends)
        {
            await _system.Program(backend).KillAsync();
            await _system.StartBackendAsync(backend, Notice);
        }

        var later = await CreateAsync("web", "repeated", key);
        var another = await CreateAsync("web", "repeated", Guid.NewGuid().ToString());
        using var wrong = await PostAsync("web-2", "/v1/runs", Body("another"), key);

        Assert.Equal([later], atOnce.Distinct());
        Assert.NotEqual(later, another);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal(2, (await ListAsync("repeated")).Count);
        Assert.Empty(await ListAsync("another"));
    }

    /// <summary>Creates, changes and deletes runs, with a key of its own and without, until it is told that it is enough.</summary>
    private async Task WriteAsync(int writer, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var (web, name) = (i % 2 == 0 ? "web" : "web-2", $"w{writer}-{i}");
            var id = await CreateAsync(web, name, i % 3 == 0 ? $"key-of-{name}" : null);
            using var changed = await PostAsync(web, $"/v1/runs/{id}/commands", """{"command": "set_pace", "pace": 7}""", key: null);
            Assert.True(changed.IsSuccessStatusCode, $"{changed.StatusCode}: {await changed.Content.ReadAsStringAsync(CancellationToken.None)}");
            if (i % 4 == 3)
            {
                using var deleted = await _http.DeleteAsync(new Uri(_system.Address(web), $"/v1/runs/{id}"), CancellationToken.None);
                Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
                _deleted.Enqueue(id);
            }
            else
            {
                _kept[id] = name;
            }
        }
    }

    private async Task UntilWrittenAsync(int before, List<Task> writers) => await Until.TrueAsync(
        async () =>
        {
            if (writers.Find(w => w.IsCompleted) is { } failed)
            {
                await failed;
            }

            return _kept.Count >= before + Writers;
        },
        $"writes go on; {_system.Describe()}");

    private async Task AssertOneEffectEachAsync()
    {
        var runs = await ListAsync("w");
        Assert.Equal(_kept.OrderBy(k => k.Key).Select(k => (k.Key, k.Value)), runs.Select(r => (r.Id, r.Name)).Order());
        Assert.NotEmpty(_deleted);
        TestContext.Current.TestOutputHelper?.WriteLine($"{(2 * _kept.Count) + (3 * _deleted.Count)} writes while {Rounds} backends were replaced");
        foreach (var run in runs)
        {
            // Created, and one change of its pace.
            Assert.Equal((2, 7.0, "local"), (run.HeadSeq, run.Pace, run.CreatedBy));
        }
    }

    private async Task<string> CreateAsync(string web, string name, string? key)
    {
        using var response = await PostAsync(web, "/v1/runs", Body(name), key);
        Assert.True(
            response.StatusCode == HttpStatusCode.Created, $"{name}: {response.StatusCode} {await response.Content.ReadAsStringAsync(CancellationToken.None)}");
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription, CancellationToken.None))!.Id;
    }

    private static string Body(string name) => $$"""{"name": "{{name}}", "dataset": {"generator": "xor"}, "start": false}""";

    private async Task<HttpResponseMessage> PostAsync(string web, string path, string json, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_system.Address(web), path));
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await _http.SendAsync(request, CancellationToken.None);
    }

    private async Task<List<RunDescription>> ListAsync(string name)
    {
        var runs = new List<RunDescription>();
        for (var cursor = ""; cursor is not null;)
        {
            var address = new Uri(_system.Web, $"/v1/runs?limit=200{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            var page = (await _http.GetFromJsonAsync(address, ContractsJson.Default.RunPage, CancellationToken.None))!;
            runs.AddRange(page.Runs.Where(r => r.Name.StartsWith(name, StringComparison.Ordinal)));
            cursor = page.Next;
        }

        return runs;
    }
}
