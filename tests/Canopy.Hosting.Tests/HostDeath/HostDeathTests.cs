using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.HostDeath;

/// <summary>However the host ends, nothing that it started is left.</summary>
public sealed class HostDeathTests
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const int Kill = 9;

    // A second for them to end and one for the guard, on a machine that has other things to do too.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    [InlineData(Hangup)]
    public async Task Signal_RunningHost_StopsEverythingAndExitsWithZero(int signal)
    {
        await using var host = await StartAsync();
        var processes = ProcessTable.Descendants(host.Id);

        host.Signal(signal);
        var exitCode = await host.UntilExitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(0, exitCode);
        await Wait.UntilAsync(() => !processes.Any(ProcessTable.Runs), "all have ended", Soon);
        Assert.Contains("second", host.Output.Split("Stopping")[0].Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task KillMinusNine_RunningHost_NothingIsLeftSoon()
    {
        await using var host = await StartAsync();
        var processes = ProcessTable.Descendants(host.Id);
        Assert.Contains(processes, id => ProcessTable.CommandLine(id).StartsWith("sleep 3600", StringComparison.Ordinal));
        Assert.Contains(processes, id => ProcessTable.CommandLine(id).Contains("redis-server", StringComparison.Ordinal));

        host.Signal(Kill);

        await Wait.UntilAsync(() => !processes.Any(ProcessTable.Runs), "all have ended", Soon);
    }

    [Fact]
    public async Task KillMinusNine_HostAndGuard_TheKernelEndsTheChildren()
    {
        Assert.SkipUnless(Processes.Leash.EndsWithHost, "setpriv is not installed");
        await using var host = await StartAsync();
        var processes = ProcessTable.Descendants(host.Id);
        var guard = Assert.Single(processes, id => ProcessTable.CommandLine(id).Contains("canopy-guard", StringComparison.Ordinal));
        var direct = processes.Where(id => ProcessTable.CommandLine(id).Contains("Sample.Service", StringComparison.Ordinal)).ToArray();

        Processes.Signals.Send(guard, Kill);
        host.Signal(Kill);

        await Wait.UntilAsync(() => !direct.Any(ProcessTable.Runs), "the children have ended", Soon);
        Processes.ProcessTree.Kill(Processes.ProcessTree.Descendants(System.Environment.ProcessId).Where(m => processes.Contains(m.Id)));
        foreach (var left in processes.Where(ProcessTable.Runs).Where(id => ProcessTable.CommandLine(id).StartsWith("sleep 3600", StringComparison.Ordinal)))
        {
            Processes.Signals.Send(left, Kill);
        }
    }

    [Theory]
    [InlineData(50)]
    [InlineData(150)]
    [InlineData(250)]
    [InlineData(350)]
    [InlineData(500)]
    [InlineData(700)]
    public async Task Signal_WhileStarting_NothingIsLeft(int milliseconds)
    {
        await using var host = HostProcess.Start(args: "--with:redis=1");
        HashSet<int> seen = [];
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); clock.ElapsedMilliseconds < milliseconds;)
        {
            seen.UnionWith(ProcessTable.Descendants(host.Id));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        host.Signal(Terminate);
        await host.UntilExitAsync(TimeSpan.FromSeconds(20));

        await Wait.UntilAsync(() => !seen.Any(ProcessTable.Runs), "all have ended", Soon);
        Assert.DoesNotContain("Unhandled", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KillMinusNine_DotnetRunAroundTheHost_TheHostStops()
    {
        await using var host = HostProcess.StartWithDotnetRun();
        await host.UntilLineAsync("Sample is ready: http://localhost:");
        var processes = ProcessTable.Descendants(host.Id);

        host.Signal(Kill);

        await Wait.UntilAsync(() => !processes.Any(ProcessTable.Runs), "all have ended", TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Guard_KilledWhileHostRuns_IsReplacedAtTheNextChange()
    {
        await using var host = await StartAsync();
        var guard = ProcessTable.Descendants(host.Id).Single(id => ProcessTable.CommandLine(id).Contains("canopy-guard", StringComparison.Ordinal));
        Processes.Signals.Send(guard, Kill);
        var victim = ProcessTable.Descendants(host.Id).First(id => ProcessTable.CommandLine(id).Contains("Sample.Service", StringComparison.Ordinal));

        Processes.Signals.Send(victim, Kill);

        await Wait.UntilAsync(() => ProcessTable.Descendants(host.Id).Any(id => id != guard && ProcessTable.CommandLine(id).Contains("canopy-guard", StringComparison.Ordinal)), "a new guard runs");
    }

    private static async Task<HostProcess> StartAsync()
    {
        var host = HostProcess.Start(args: "--with:redis=1");
        await host.UntilLineAsync("Sample is ready: http://localhost:");
        return host;
    }
}
