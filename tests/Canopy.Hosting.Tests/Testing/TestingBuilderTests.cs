using Aspire.Hosting.Testing;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Testing;

public sealed class TestingBuilderTests
{
    [Fact]
    public async Task CreateAsync_AppHost_RunsOnRandomPorts()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(["--with:port=5199"], TestApp.Deadline);
        await using var app = await builder.BuildAsync(TestApp.Deadline);
        await app.StartAsync(TestApp.Deadline);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("second", TestApp.Deadline);
        using var client = app.CreateHttpClient("second");

        Assert.Equal(app.Pid("second").ToString(), await client.GetStringAsync(new Uri("/", UriKind.Relative), TestApp.Deadline));
        Assert.NotEqual(5199, app.GetEndpoint("second", "http").Port);
        Assert.Equal(Projects.Sample_AppHost.ProjectPath, builder.AppHostDirectory);
    }

    [Fact]
    public async Task CreateAsync_TestChangesTheDescription_ItCounts()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(TestApp.Deadline);
        var first = builder.Resources.OfType<ProjectResource>().Single(r => r.Name == "first");
        builder.CreateResourceBuilder(first).WithEnvironment("ADDED", "by the test");

        await using var app = await builder.BuildAsync(TestApp.Deadline);
        await app.StartAsync(TestApp.Deadline);
        await app.UntilAsync("first", KnownResourceStates.Running);

        Assert.Contains(app.Now("first").EnvironmentVariables, v => v is { Name: "ADDED", Value: "by the test" });
    }

    [Fact]
    public async Task CreateAsync_TwoAtOnce_DoNotMeet()
    {
        await using var one = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(TestApp.Deadline);
        await using var two = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(TestApp.Deadline);
        var apps = await Task.WhenAll(one.BuildAsync(TestApp.Deadline), two.BuildAsync(TestApp.Deadline));
        await Task.WhenAll(apps.Select(a => a.StartAsync(TestApp.Deadline)));

        await Task.WhenAll(apps.Select(a => a.UntilHealthyAsync("first")));

        Assert.NotEqual(apps[0].GetEndpoint("first"), apps[1].GetEndpoint("first"));
    }

    [Fact]
    public async Task CreateAsync_MainThrows_TheTestSeesIt()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(["--with:port=no-number"], TestApp.Deadline));

        Assert.Contains("no-number", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_AskedForAddresses_GivesThemByName()
    {
        var builder = TestApp.Create("--ConnectionStrings:cache=elsewhere:6380,password=s3");
        builder.AddRedis("cache");
        builder.AddSample("service").WithHttpEndpoint(name: "second");
        await using var app = await builder.StartAsync();

        Assert.Equal("elsewhere:6380,password=s3", await app.GetConnectionStringAsync("cache", TestApp.Deadline));
        Assert.NotEqual(app.GetEndpoint("service"), app.GetEndpoint("service", "second"));
        Assert.Equal(app.GetEndpoint("service", "http"), app.GetEndpoint("service"));
        Assert.Throws<ArgumentException>(() => app.GetEndpoint("service", "third"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await app.GetConnectionStringAsync("nobody", TestApp.Deadline));
    }

    [Fact]
    public async Task DisposeAsync_NotStopped_StopsEverything()
    {
        var builder = TestApp.Create();
        builder.AddScript("script", "exec sleep 3600");
        int pid;
        await using (var app = await builder.StartAsync())
        {
            await app.UntilAsync("script", KnownResourceStates.Running);
            pid = app.Pid("script");
        }

        Assert.False(ProcessTable.Runs(pid));
    }
}
