using Canopy.Hosting.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.Hosting.Tests.Orchestration;

public sealed class StartOrderTests
{
    [Fact]
    public async Task WaitFor_DependencyRunsButIsNotHealthy_DependentWaits()
    {
        var builder = TestApp.Create();
        var first = builder.AddSample("first").WithEnvironment("SAMPLE_READY_AFTER_MS", "1500");
        builder.AddSample("second").WaitFor(first);
        DateTime? healthyAt = null;
        builder.Eventing.Subscribe<ResourceReadyEvent>(first.Resource, (_, _) =>
        {
            healthyAt = DateTime.UtcNow;
            return Task.CompletedTask;
        });

        await using var app = await builder.StartAsync();
        await app.UntilAsync("first", KnownResourceStates.Running);

        Assert.Equal(KnownResourceStates.Waiting, app.Now("second").State!.Text);
        var second = await app.UntilHealthyAsync("second");
        Assert.NotNull(healthyAt);
        Assert.True(second.Snapshot.StartTimeStamp >= healthyAt);
    }

    [Fact]
    public async Task WaitFor_HandlerOfReadiness_RunsBeforeDependentsStart()
    {
        var builder = TestApp.Create();
        var finished = DateTime.MaxValue;
        var first = builder.AddScript("first", "exec sleep 600").OnResourceReady(async (_, _, cancellationToken) =>
        {
            await Task.Delay(500, cancellationToken);
            finished = DateTime.UtcNow;
        });
        builder.AddScript("second", "exec sleep 600").WaitFor(first);

        await using var app = await builder.StartAsync();
        var second = await app.UntilAsync("second", KnownResourceStates.Running);

        Assert.True(second.Snapshot.StartTimeStamp >= finished);
    }

    [Fact]
    public async Task WaitFor_HandlerOfReadinessFails_DependentSaysSo()
    {
        var builder = TestApp.Create();
        var first = builder.AddScript("first", "exec sleep 600").OnResourceReady((_, _, _) => throw new InvalidOperationException("no seed data"));
        builder.AddScript("second", "exec sleep 600").WaitFor(first);

        await using var app = await builder.StartAsync();
        var second = await app.UntilAsync("second", KnownResourceStates.FailedToStart);

        Assert.Equal("A handler of 'first' being ready failed: no seed data", second.Snapshot.Properties.Single(p => p.Name == "canopy.reason").Value);
    }

    [Fact]
    public async Task WaitForCompletion_JobEndsWell_DependentStarts()
    {
        var builder = TestApp.Create();
        var job = builder.AddScript("job", "exit 0");
        builder.AddScript("service", "sleep 600").WaitForCompletion(job);

        await using var app = await builder.StartAsync();

        await app.UntilAsync("service", KnownResourceStates.Running);
        Assert.Equal(KnownResourceStates.Finished, app.Now("job").State!.Text);
    }

    [Fact]
    public async Task WaitFor_DependencyCrashes_DependentFailsAndSaysWhy()
    {
        var builder = TestApp.Create();
        var first = builder.AddSample("first").WithEnvironment("SAMPLE_EXIT_AT_START", "3");
        builder.AddSample("second").WaitFor(first);

        await using var app = await builder.StartAsync();
        var second = await app.UntilAsync("second", KnownResourceStates.FailedToStart);

        Assert.Contains("Exited (exit code 3)", second.Snapshot.Properties.Single(p => p.Name == "canopy.reason").Value as string, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitFor_Circle_IsRefusedByName()
    {
        var builder = TestApp.Create();
        var first = builder.AddScript("first", "sleep 600");
        var second = builder.AddScript("second", "sleep 600").WaitFor(first);
        first.WaitFor(second);

        var failure = await Assert.ThrowsAnyAsync<DistributedApplicationException>(builder.StartAsync);

        Assert.Equal("first: waits for itself: first → second → first.", failure.Message);
    }

    [Fact]
    public async Task ExplicitStart_NothingStartsItUntilTold()
    {
        var builder = TestApp.Create();
        builder.AddScript("later", "sleep 600").WithExplicitStart();
        await using var app = await builder.StartAsync();
        Assert.Equal(KnownResourceStates.NotStarted, app.Now("later").State!.Text);

        var result = await app.ResourceCommands.ExecuteCommandAsync("later", KnownResourceCommands.StartCommand, TestApp.Deadline);

        Assert.True(result.Success, result.Message);
        await app.UntilAsync("later", KnownResourceStates.Running);
    }

    [Fact]
    public async Task Health_ServiceTurnsUnwellAndWellAgain_IsSeen()
    {
        var builder = TestApp.Create();
        builder.AddSample("service");
        await using var app = await builder.StartAsync();
        await app.UntilHealthyAsync("service");
        using var client = Aspire.Hosting.Testing.DistributedApplicationHostingTestingExtensions.CreateHttpClient(app, "service");

        await client.PostAsync(new Uri("/ready/false", UriKind.Relative), null, TestApp.Deadline);
        var unwell = await app.ResourceNotifications.WaitForResourceAsync("service", e => e.Snapshot.HealthStatus == HealthStatus.Unhealthy, TestApp.Deadline);
        await client.PostAsync(new Uri("/ready/true", UriKind.Relative), null, TestApp.Deadline);

        Assert.Equal("/readyz answered 503, expected 200", unwell.Snapshot.HealthReports.Single().Description);
        await app.UntilHealthyAsync("service");
    }
}
