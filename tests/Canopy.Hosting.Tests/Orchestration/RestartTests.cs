using Aspire.Hosting.Testing;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Orchestration;

public sealed class RestartTests
{
    [Fact]
    public async Task Restart_CallersMeanwhile_AreHeldBackUntilItListens()
    {
        var builder = TestApp.Create();
        builder.AddSample("service").WithEnvironment("SAMPLE_START_DELAY_MS", "700");
        await using var app = await builder.StartAsync();
        await app.UntilHealthyAsync("service");
        var before = app.Pid("service").ToString();
        using var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero };
        using var client = new HttpClient(handler) { BaseAddress = app.GetEndpoint("service") };

        await app.ResourceCommands.ExecuteCommandAsync("service", KnownResourceCommands.RestartCommand, TestApp.Deadline);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.GetStringAsync(new Uri("/", UriKind.Relative), TestApp.Deadline)));

        var after = Assert.Single(answers.Distinct());
        Assert.NotEqual(before, after);
        Assert.Equal(app.Pid("service").ToString(), after);
    }

    [Fact]
    public async Task Restart_CallsAllTheWhile_NoneFails()
    {
        var builder = TestApp.Create();
        builder.AddSample("service").WithEnvironment("SAMPLE_START_DELAY_MS", "300");
        await using var app = await builder.StartAsync();
        await app.UntilHealthyAsync("service");
        var address = app.GetEndpoint("service");
        using var done = new CancellationTokenSource();
        var calls = Task.Run(async () =>
        {
            var count = 0;
            while (!done.IsCancellationRequested)
            {
                // A new connection each time: an old one ends with the process that it leads to.
                using var client = new HttpClient();
                await client.GetStringAsync(address, TestApp.Deadline);
                count++;
            }

            return count;
        });

        var result = await app.ResourceCommands.ExecuteCommandAsync("service", KnownResourceCommands.RestartCommand, TestApp.Deadline);
        await app.UntilHealthyAsync("service");
        await done.CancelAsync();

        Assert.True(result.Success, result.Message);
        Assert.True(await calls > 0);
    }

    [Fact]
    public async Task Replicas_Callers_AreSpreadOverAllCopies()
    {
        var builder = TestApp.Create();
        builder.AddSample("service").WithReplicas(2);
        await using var app = await builder.StartAsync();
        await app.ResourceNotifications.WaitForResourceAsync("service", e => e.ResourceId == "service-1" && e.Snapshot.HealthStatus is Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, TestApp.Deadline);
        await app.ResourceNotifications.WaitForResourceAsync("service", e => e.ResourceId == "service-2" && e.Snapshot.HealthStatus is Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, TestApp.Deadline);

        HashSet<string> answers = [];
        for (var i = 0; i < 6; i++)
        {
            using var client = new HttpClient();
            answers.Add(await client.GetStringAsync(app.GetEndpoint("service"), TestApp.Deadline));
        }

        Assert.Equal(2, answers.Count);
    }
}
