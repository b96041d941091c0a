using System.Net;
using Canopy.Runs.Commands;
using Canopy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Canopy.Runs.Tests.Api;

/// <summary>The backend without its store, and while it stops.</summary>
public sealed class UnavailableTests : IAsyncLifetime
{
    private readonly BackendFixture _fixture = new();

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task RedisAway_Requests_AreAnsweredSoonAndWorkAgainAfterwards()
    {
        var api = new ApiClient(_fixture.Backend.CreateClient());
        var run = await api.CreateAsync("""{"dataset": {"generator": "xor"}, "start": false}""");
        await _fixture.Redis.Server.KillAsync();

        await ApiClient.ReadProblemAsync(await api.GetAsync($"/v1/runs/{run.Id}"), HttpStatusCode.ServiceUnavailable);
        await ApiClient.ReadProblemAsync(await api.PostAsync("/v1/runs", """{"dataset": {"generator": "xor"}}"""), HttpStatusCode.ServiceUnavailable);
        await ApiClient.ReadProblemAsync(
            await api.PostAsync($"/v1/runs/{run.Id}/commands", """{"command": "start"}"""), HttpStatusCode.ServiceUnavailable);
        using var alive = await api.GetAsync("/healthz");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);

        await _fixture.Redis.Server.RestartAsync();
        await Until.TrueAsync(async () => (await api.GetAsync($"/v1/runs/{run.Id}")).IsSuccessStatusCode, "the run is there again");
    }

    [Fact]
    public async Task Stopping_NewWork_IsRefused()
    {
        var api = new ApiClient(_fixture.Backend.CreateClient());
        var run = await api.CreateAsync("""{"dataset": {"generator": "xor"}, "start": false}""");
        _fixture.Backend.Services.GetRequiredService<RunIntake>().Close();

        var refused = await api.PostAsync("/v1/runs", """{"dataset": {"generator": "xor"}}""");

        await ApiClient.ReadProblemAsync(refused, HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(refused.Headers.RetryAfter);
        await ApiClient.ReadProblemAsync(
            await api.PostAsync($"/v1/runs/{run.Id}/commands", """{"command": "start"}"""), HttpStatusCode.ServiceUnavailable);
        Assert.Equal(run.Id, (await api.FindAsync(run.Id)).Id);
    }
}
