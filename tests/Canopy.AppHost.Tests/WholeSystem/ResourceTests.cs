using System.Net;
using System.Net.Http.Json;
using Aspire.Hosting.Testing;
using Canopy.AppHost.Tests.Support;
using Canopy.Contracts;
using StackExchange.Redis;

namespace Canopy.AppHost.Tests.WholeSystem;

public sealed class ResourceTests(CanopyApplication canopy)
{
    [Fact]
    public async Task Web_AllPartsHealthy_ServesThePageFromTwoReplicas()
    {
        using var client = canopy.Application.CreateHttpClient("web");

        var page = await client.GetAsync(new Uri("/", UriKind.Relative), Deadline.Token);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Equal(2, canopy.Snapshots("web").Count);
    }

    [Theory]
    [InlineData("web", "Page", "Globe")]
    [InlineData("backend", "API,OpenAPI", "BrainCircuit")]
    [InlineData("cache", "", "Database")]
    public void Dashboard_Resource_HasNamedUrlsAndAnIcon(string resource, string names, string icon)
    {
        Assert.All(canopy.Snapshots(resource).Values, snapshot =>
        {
            Assert.Equal(names, string.Join(',', snapshot.Urls.Select(url => url.DisplayProperties.DisplayName).Where(name => name.Length > 0).Order()));
            Assert.Equal(icon, snapshot.IconName);
        });
    }

    [Fact]
    public void Backend_EnvironmentForTheCache_IsWhatAddRedisGives()
    {
        var variables = canopy.Snapshots("backend").Values.Single().EnvironmentVariables.ToDictionary(v => v.Name, v => v.Value);

        var address = $"{variables["CACHE_HOST"]}:{variables["CACHE_PORT"]}";
        Assert.Equal($"{address},password={CanopyApplication.Password}", variables["ConnectionStrings__cache"]);
        Assert.Equal(CanopyApplication.Password, variables["CACHE_PASSWORD"]);
        Assert.Equal($"redis://:{CanopyApplication.Password}@{address}", variables["CACHE_URI"]);
    }

    [Fact]
    public async Task Restart_Backend_IsWellAgainWithTheSameRuns()
    {
        using var client = canopy.Application.CreateHttpClient("web");
        using var created = await client.PostAsJsonAsync(
            "/v1/runs", new CreateRun { Dataset = new DatasetSpec { Generator = "xor" }, Start = false }, ContractsJson.Default.CreateRun, Deadline.Token);
        var run = await created.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription, Deadline.Token);

        var result = await canopy.Application.ResourceCommands.ExecuteCommandAsync(canopy.Resource("backend"), KnownResourceCommands.RestartCommand, Deadline.Token);
        await canopy.UntilHealthyAsync("backend");

        Assert.True(result.Success, result.Message);
        using var found = await client.GetAsync(new Uri($"/v1/runs/{run!.Id}", UriKind.Relative), Deadline.Token);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
    }

    [Fact]
    public async Task Cache_AskedWithItsConnectionString_AnswersAndKeepsEveryWrite()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(
            await canopy.Application.GetConnectionStringAsync("cache", Deadline.Token) + ",allowAdmin=true");
        var settings = (await redis.GetServers().Single().ConfigGetAsync("*")).ToDictionary();

        Assert.Equal(("yes", "noeviction"), (settings["appendonly"], settings["maxmemory-policy"]));
    }
}
