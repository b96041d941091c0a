using System.Net.Http.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.EndToEnd.Tests.Browser;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Replicas;

/// <summary>The AppHost as it is: two web servers behind one address, one of which dies.</summary>
public sealed class ReplicaTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Web_OneReplicaKilledInMidRun_TheOtherCarriesOnWithoutALostEvent()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Canopy_AppHost>(
            ["CANOPY_CACHE=process", $"CANOPY_CACHE_FOLDER={Directory.CreateTempSubdirectory("canopy-replicas-").FullName}"], Deadline());
        await using var app = await builder.BuildAsync(Deadline());
        await app.StartAsync(Deadline());
        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", Deadline());
        var replicas = await ReplicasAsync(app);
        var web = app.GetEndpoint("web");
        using var http = new HttpClient { BaseAddress = web };
        var run = await CreateRunAsync(http);
        await using var browser = await BrowserPage.OpenAsync(new Uri(web, $"/?run={run.Id}"));

        // Connections go to the replicas in turn, the browser's among them: each replica has some of these.
        LogViewer[] viewers = [.. Enumerable.Range(0, 12).Select(_ => new LogViewer(web, run.Id))];
        try
        {
            await UntilRunAsync(http, run.Id, r => r.Epoch > 300);
            await Until.TrueAsync(() => Task.FromResult(viewers.All(v => v.LastSeq > 0)), "every viewer sees the run");

            replicas[0].Kill();

            var finished = await UntilRunAsync(http, run.Id, r => r.Status is RunStatus.Completed);
            var log = await RunLog.ReadAsync(web, run.Id);
            log.AssertWhole(finished);
            foreach (var viewer in viewers)
            {
                await Until.TrueAsync(() => Task.FromResult(viewer.LastSeq == finished.HeadSeq), $"a viewer has entry {finished.HeadSeq} (has {viewer.LastSeq})");
                log.AssertSeenBy(viewer.Frames);
            }

            // Some had to move, and some had no reason to.
            Assert.Contains(viewers, v => v.Connections > 1);
            Assert.Contains(viewers, v => v.Connections == 1);
            await browser.WaitForTextAsync("status", "completed");
            await browser.WaitForNumberAsync("hidden-units", units => units == finished.HiddenUnits, $"is {finished.HiddenUnits}");
            await browser.WaitForTextAsync("connection", "live");
            Assert.False(replicas[1].HasExited);
        }
        finally
        {
            foreach (var viewer in viewers)
            {
                await viewer.DisposeAsync();
            }
        }
    }

    private static async Task<RunDescription> CreateRunAsync(HttpClient http)
    {
        var request = new CreateRun
        {
            Name = "replicas",
            Dataset = new DatasetSpec { Generator = "two-spirals" },
            Preset = TrainingPresets.TwoSpiralsName,
            Seed = 7,
            Pace = 400,
        };
        using var response = await http.PostAsJsonAsync("/v1/runs", request, ContractsJson.Default.CreateRun);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription))!;
    }

    /// <summary>Asks the one address all the time: while one replica is dead, too, an answer must come.</summary>
    private static Task<RunDescription> UntilRunAsync(HttpClient http, string id, Func<RunDescription, bool> condition) => Until.NotNullAsync(
        async () =>
        {
            try
            {
                var run = await http.GetFromJsonAsync($"/v1/runs/{id}", ContractsJson.Default.RunDescription);
                return run is not null && condition(run) ? run : null;
            }
            catch (HttpRequestException exception) when (exception.StatusCode is null)
            {
                // The connection died with its replica; the next one goes to the other.
                return null;
            }
        },
        $"run {id} gets on",
        Patience);

    /// <summary>The programs of the two replicas: each is the child of a `dotnet run`.</summary>
    private static async Task<System.Diagnostics.Process[]> ReplicasAsync(Aspire.Hosting.DistributedApplication app)
    {
        Dictionary<string, int> launchers = [];
        await foreach (var change in app.ResourceNotifications.WatchAsync(Deadline()))
        {
            if (change.Resource.Name == "web" && change.Snapshot.Properties.FirstOrDefault(p => p.Name == "executable.pid")?.Value is int id)
            {
                launchers[change.ResourceId] = id;
            }

            if (launchers.Count == 2)
            {
                break;
            }
        }

        return [.. launchers.Values.Select(id => System.Diagnostics.Process.GetProcessById(
            int.Parse(File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ')[0], null)))];
    }

    private static CancellationToken Deadline() => new CancellationTokenSource(Patience).Token;
}
