using Aspire.Hosting.Testing;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Orchestration;

public sealed class CrashTests
{
    [Fact]
    public async Task Crash_RunningService_IsShownWithReasonAndCanBeStartedAgain()
    {
        var builder = TestApp.Create();
        builder.AddSample("service");
        await using var app = await builder.StartAsync();
        await app.UntilHealthyAsync("service");
        var before = app.Pid("service");
        using var client = app.CreateHttpClient("service");

        await client.PostAsync(new Uri("/crash", UriKind.Relative), null, TestApp.Deadline).ContinueWith(_ => { }, TaskScheduler.Default);
        var crashed = (await app.UntilAsync("service", KnownResourceStates.Exited)).Snapshot;

        Assert.Equal(134, crashed.ExitCode);
        Assert.Contains("The sample was asked to crash.", Reason(crashed), StringComparison.Ordinal);
        await app.ResourceCommands.ExecuteCommandAsync("service", KnownResourceCommands.RestartCommand, TestApp.Deadline);
        await app.UntilHealthyAsync("service");
        Assert.NotEqual(before, app.Pid("service"));
        Assert.Null(Reason(app.Now("service")));
    }

    [Fact]
    public async Task Crash_AtStart_LastErrorLineIsTheReason()
    {
        var builder = TestApp.Create();
        builder.AddScript("job", "echo all is well; echo the disk is on fire >&2; exit 7");

        await using var app = await builder.StartAsync();
        var ended = (await app.UntilAsync("job", KnownResourceStates.Exited)).Snapshot;

        Assert.Equal(7, ended.ExitCode);
        Assert.Equal("the disk is on fire", Reason(ended));
    }

    [Fact]
    public async Task Crash_KilledFromOutside_NamesTheSignal()
    {
        var builder = TestApp.Create();
        builder.AddScript("victim", "exec sleep 3600");
        await using var app = await builder.StartAsync();
        await app.UntilAsync("victim", KnownResourceStates.Running);

        Processes.Signals.Send(app.Pid("victim"), Processes.Signals.Kill);
        var ended = (await app.UntilAsync("victim", KnownResourceStates.Exited)).Snapshot;

        Assert.Equal("killed by SIGKILL", Reason(ended));
    }

    [Fact]
    public async Task Crash_CallersAreRefusedAndNotHeldBack()
    {
        var builder = TestApp.Create();
        builder.AddSample("service").WithEnvironment("SAMPLE_EXIT_AT_START", "3");
        await using var app = await builder.StartAsync();
        await app.UntilAsync("service", KnownResourceStates.Exited);
        using var client = app.CreateHttpClient("service");

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("/", UriKind.Relative), Wait.Deadline(TimeSpan.FromSeconds(20))));
    }

    private static string? Reason(CustomResourceSnapshot snapshot) => snapshot.Properties.SingleOrDefault(p => p.Name == "canopy.reason")?.Value as string;
}
