using System.Net;
using Aspire.Hosting.Testing;
using Canopy.Hosting.Processes;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.WholeSystem;

/// <summary>One at a time: each is a whole system of processes.</summary>
[CollectionDefinition(nameof(WholeSystem), DisableParallelization = true)]
public sealed class WholeSystemDefinition;

/// <summary>The true AppHost with all its parts.</summary>
[Collection(nameof(WholeSystem))]
public sealed class CanopyAppHostTests
{
    /// <summary>Every process; web has two.</summary>
    private static readonly string[] Parts = ["cache", "backend", "web-1", "web-2"];

    public CanopyAppHostTests() =>
        Assert.SkipUnless(CommandFinder.Find("redis-server") is not null || CommandFinder.Find("valkey-server") is not null, "no Redis on the PATH");

    [Fact]
    public async Task Start_AllParts_AreHealthyAndThePageAnswers()
    {
        await using var app = await StartAsync();
        foreach (var part in Parts)
        {
            await app.UntilCopyIsHealthyAsync(part);
        }

        using var client = app.CreateHttpClient("web");
        var page = await client.GetAsync(new Uri("/", UriKind.Relative), TestApp.Deadline);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Restart_Backend_ItsCallersWaitAndTheSystemIsWellAgain()
    {
        await using var app = await StartAsync();
        await app.UntilHealthyAsync("web");
        var before = app.Pid("backend");
        using var client = new HttpClient { BaseAddress = app.GetEndpoint("backend") };

        await app.ResourceCommands.ExecuteCommandAsync("backend", KnownResourceCommands.RestartCommand, TestApp.Deadline);
        var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative), TestApp.Deadline);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await app.UntilHealthyAsync("backend");
        await app.UntilHealthyAsync("web");
        Assert.NotEqual(before, app.Pid("backend"));
    }

    [Fact]
    public async Task Stop_AllParts_NothingIsLeft()
    {
        await using var app = await StartAsync();
        await Task.WhenAll(Parts.Select(app.UntilCopyIsHealthyAsync));
        int[] processes = [.. Parts.Select(app.Pid), .. Parts.SelectMany(p => ProcessTable.Descendants(app.Pid(p)))];

        await app.StopAsync(TestApp.Deadline);

        Assert.DoesNotContain(processes, ProcessTable.Runs);
        Assert.All(Parts, part => Assert.Equal(0, app.Now(part).ExitCode));
    }

    private static async Task<DistributedApplication> StartAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Canopy_AppHost>(TestApp.Deadline);
        return await builder.StartAsync();
    }
}
