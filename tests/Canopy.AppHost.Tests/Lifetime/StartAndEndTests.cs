using System.Net;
using System.Net.Http.Json;
using Canopy.AppHost.Tests.Support;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.AppHost.Tests.Lifetime;

/// <summary>How the AppHost starts, and what is left of it, however it ends.</summary>
public sealed class StartAndEndTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("canopy-apphost-").FullName;
    private readonly HttpClient _http = new();

    [Fact]
    public async Task Console_AllPartsHealthy_GivesPageAndDashboardWhichAnswer()
    {
        using var host = Start();
        var (page, dashboard) = await host.UntilReadyAsync();

        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(page, Deadline.Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(dashboard, Deadline.Token)).StatusCode);
        Assert.Contains("/login?t=", dashboard.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Children(), child => child.CommandLine.Contains(CanopyApplication.Password, StringComparison.Ordinal));

        Assert.Equal(0, await host.TerminateAsync());
        await Until.TrueAsync(() => Task.FromResult(host.Children().Count == 0), "nothing is left");
    }

    [Fact]
    public async Task Kill_ThenANewStartAtOnce_NothingOfTheOldIsLeftAndEveryRunIsThere()
    {
        using var first = Start();
        var (page, _) = await first.UntilReadyAsync();
        using var created = await _http.PostAsJsonAsync(
            new Uri(page, "/v1/runs"), new CreateRun { Dataset = new DatasetSpec { Generator = "xor" }, Start = false }, ContractsJson.Default.CreateRun, Deadline.Token);
        var run = await created.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription, Deadline.Token);
        // The append-only file is written every second.
        await Until.TrueAsync(() => Task.FromResult(Directory.EnumerateFiles(_folder, "*.aof", SearchOption.AllDirectories).Any(f => new FileInfo(f).Length > 0)), "the run is in the file");

        await first.KillAsync();
        using var second = Start();
        var (newPage, _) = await second.UntilReadyAsync();

        Assert.Empty(first.Children());
        using var found = await _http.GetAsync(new Uri(newPage, $"/v1/runs/{run!.Id}"), Deadline.Token);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
    }

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private AppHostProcess Start() => AppHostProcess.Start(("CANOPY_CACHE_FOLDER", _folder));
}
