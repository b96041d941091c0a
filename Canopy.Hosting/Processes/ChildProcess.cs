using System.Collections.Concurrent;
using System.Diagnostics;
using Canopy.Hosting.Logs;

namespace Canopy.Hosting.Processes;

/// <summary>A running program with its children and its output.</summary>
internal sealed class ChildProcess
{
    private static readonly ConcurrentDictionary<int, ChildProcess> Running = new();
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GroupGrace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GroupPoll = TimeSpan.FromMilliseconds(20);
    private readonly Process _process;

    private ChildProcess(Process process, ContainerHandle? container, ResourceLog log)
    {
        _process = process;
        Id = process.Id;
        Running[Id] = this;
        var output = Task.WhenAll(
            LinePump.RunAsync(process.StandardOutput.BaseStream, line => log.Write(line)),
            LinePump.RunAsync(process.StandardError.BaseStream, line => log.Write(line, isError: true)));
        Exited = WaitAsync(output, container);
    }

    public int Id { get; }

    /// <summary>The exit code, once the program has ended and its output has been read.</summary>
    public Task<int> Exited { get; }

    public static async Task<ChildProcess> StartAsync(LaunchPlan plan, ResourceLog log)
    {
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Leash.Apply(start, plan.FileName, plan.Arguments);
        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        if (!Leash.EndsWithHost)
        {
            start.Environment[Leash.StdinVariable] = "1";
        }

        if (plan.Container is { } container)
        {
            await OrphanGuard.AddAsync(container);
        }

        var child = new ChildProcess(await Launcher.StartAsync(start), plan.Container, log);
        await OrphanGuard.AddAsync(child.Id);
        await child.GiveInputAsync(plan.StandardInput);
        return child;
    }

    /// <summary>Kills everything at once: the user does not want to wait.</summary>
    public static void KillAll()
    {
        foreach (var child in Running.Values)
        {
            child.Signal(Signals.Kill);
        }
    }

    /// <summary>Asks the program and its children to end, waits, and kills what is left.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        var descendants = ProcessTree.Descendants(Id);
        Signal(Signals.Terminate);
        if (await Task.WhenAny(Exited, Task.Delay(grace)) != Exited)
        {
            Signal(Signals.Kill);
            await Exited;
        }

        ProcessTree.Kill(descendants);
    }

    private void Signal(int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            _process.Kill(entireProcessTree: true);
        }
        else if ((!Leash.MakesGroups || !Signals.SendToGroup(Id, signal)) && !_process.HasExited)
        {
            // No group, or not yet: the moment between its birth and setsid. (Once it has ended, its number may be somebody else's.)
            Signals.Send(Id, signal);
        }
    }

    private async Task GiveInputAsync(string? input)
    {
        if (input is null)
        {
            return;
        }

        try
        {
            await _process.StandardInput.WriteAsync(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before reading; its exit code and output tell why.
        }
    }

    private async Task<int> WaitAsync(Task output, ContainerHandle? container)
    {
        await _process.WaitForExitAsync();
        Running.TryRemove(Id, out _);

        await EndGroupAsync();
        await OrphanGuard.RemoveAsync(Id);
        if (container is { } handle)
        {
            await OrphanGuard.RemoveAsync(handle);
        }

        await Task.WhenAny(output, Task.Delay(OutputGrace));
        return _process.ExitCode;
    }

    /// <summary>Children left behind would keep ports and pipes; they get a moment to end by themselves.</summary>
    private async Task EndGroupAsync()
    {
        if (!Leash.MakesGroups)
        {
            return;
        }

        for (var waited = TimeSpan.Zero; Signals.GroupExists(Id) && waited < GroupGrace; waited += GroupPoll)
        {
            await Task.Delay(GroupPoll);
        }

        Signals.SendToGroup(Id, Signals.Kill);
    }
}
