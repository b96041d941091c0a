using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Orchestration;

public sealed class StopTests
{
    [Fact]
    public async Task Stop_ServiceWithGrandchild_LeavesNoProcess()
    {
        var builder = TestApp.Create();
        builder.AddSample("service").WithEnvironment("SAMPLE_GRANDCHILD", "1");
        await using var app = await builder.StartAsync();
        await app.UntilHealthyAsync("service");
        int[] processes = [app.Pid("service"), .. ProcessTable.Descendants(app.Pid("service"))];
        Assert.True(processes.Length > 1, "the service should have a child");

        await app.StopAsync(TestApp.Deadline);

        Assert.DoesNotContain(processes, ProcessTable.Runs);
    }

    [Fact]
    public async Task Stop_ProcessThatLeftTheGroup_IsFoundToo()
    {
        var builder = TestApp.Create();
        builder.AddScript("parent", "setsid sleep 3600 & wait");
        await using var app = await builder.StartAsync();
        await app.UntilAsync("parent", KnownResourceStates.Running);
        var parent = app.Pid("parent");
        await Wait.UntilAsync(() => ProcessTable.Descendants(parent).Any(id => ProcessTable.CommandLine(id).StartsWith("sleep", StringComparison.Ordinal)), "the child runs");
        var processes = ProcessTable.Descendants(parent);

        await app.StopAsync(TestApp.Deadline);

        await Wait.UntilAsync(() => !processes.Any(ProcessTable.Runs), "all have ended", TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Stop_DependentsEndBeforeWhatTheyUse()
    {
        var builder = TestApp.Create();
        var first = builder.AddSample("first");
        builder.AddSample("second").WaitFor(first);
        List<string> ended = [];
        builder.Eventing.Subscribe<ResourceStoppedEvent>((e, _) =>
        {
            ended.Add(e.Resource.Name);
            return Task.CompletedTask;
        });
        await using var app = await builder.StartAsync();
        await app.UntilHealthyAsync("second");

        await app.StopAsync(TestApp.Deadline);

        Assert.Equal(["second", "first"], ended);
    }

    [Fact]
    public async Task Stop_WhileWaiting_Returns()
    {
        var builder = TestApp.Create();
        var never = builder.AddSample("never").WithEnvironment("SAMPLE_READY_AFTER_MS", "3600000");
        builder.AddSample("waiting").WaitFor(never);
        await using var app = await builder.StartAsync();
        await app.UntilAsync("waiting", KnownResourceStates.Waiting);

        await app.StopAsync(TestApp.Deadline);

        Assert.Equal(KnownResourceStates.Exited, app.Now("never").State!.Text);
    }

    [Fact]
    public async Task StopCommand_OneResource_OthersGoOn()
    {
        var builder = TestApp.Create();
        builder.AddScript("one", "exec sleep 3600");
        builder.AddScript("other", "exec sleep 3600");
        await using var app = await builder.StartAsync();
        await app.UntilAsync("one", KnownResourceStates.Running);
        await app.UntilAsync("other", KnownResourceStates.Running);
        var pid = app.Pid("one");

        await app.ResourceCommands.ExecuteCommandAsync("one", KnownResourceCommands.StopCommand, TestApp.Deadline);

        Assert.False(ProcessTable.Runs(pid));
        Assert.Equal(KnownResourceStates.Exited, app.Now("one").State!.Text);
        Assert.True(ProcessTable.Runs(app.Pid("other")));
    }
}
