using System.ComponentModel;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Launching;
using Canopy.Hosting.Logs;
using Canopy.Hosting.Processes;
using Canopy.Hosting.Proxy;

namespace Canopy.Hosting.Orchestration;

/// <summary>One copy of a resource: starts it, watches it, ends it, and says at every step how it is.</summary>
internal sealed class InstanceRunner(
    IResource resource,
    string id,
    int replicas,
    ResourceLauncher launcher,
    IReadOnlyDictionary<string, ProxyTarget> targets,
    RunnerServices services) : IDisposable
{
    /// <summary>Time to end by itself before it is killed.</summary>
    public static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _commands = new(1, 1);
    private readonly ResourceLog _log = services.Logs.Of(id);
    private CancellationTokenSource _stop = new();
    private Task _life = Task.CompletedTask;

    public string Id { get; } = id;

    public IResource Resource => resource;

    /// <summary>Says that it is there, before anything is started.</summary>
    public Task AnnounceAsync(bool startsByItself)
    {
        SetTargets(startsByItself ? t => t.Hold() : t => t.Down());
        return PublishAsync(s => s with
        {
            State = startsByItself && HasDependencies ? KnownResourceStates.Waiting : KnownResourceStates.NotStarted,
            Urls = ResourceUrls.Of(resource),
        });
    }

    /// <summary>Starts it, unless it runs; what it waits for is waited for in the background.</summary>
    public async Task StartAsync(bool waitForDependencies, CancellationToken cancellationToken)
    {
        await _commands.WaitAsync(cancellationToken);
        try
        {
            await BeginAsync(waitForDependencies);
        }
        finally
        {
            _commands.Release();
        }
    }

    /// <summary>Ends it, and returns when it and its children are gone.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _commands.WaitAsync(cancellationToken);
        try
        {
            SetTargets(t => t.Down());
            await EndAsync();
            SetTargets(t => t.Down());
        }
        finally
        {
            _commands.Release();
        }
    }

    /// <summary>Ends and starts it; callers are held back in between.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await _commands.WaitAsync(cancellationToken);
        try
        {
            SetTargets(t => t.Hold());
            await EndAsync();
            await BeginAsync(waitForDependencies: false);
        }
        finally
        {
            _commands.Release();
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _commands.Dispose();
    }

    private bool HasDependencies => resource.HasAnnotationOfType<WaitAnnotation>();

    private async Task BeginAsync(bool waitForDependencies)
    {
        if (!_life.IsCompleted)
        {
            return;
        }

        SetTargets(t => t.Hold());
        _stop.Dispose();
        _stop = new CancellationTokenSource();

        // Said before the command returns: who then waits for health must not see that of the last life.
        await PublishAsync(s => (s with
        {
            State = waitForDependencies && HasDependencies ? KnownResourceStates.Waiting : KnownResourceStates.Starting,
            ExitCode = null,
            StopTimeStamp = null,
            HealthReports = [],
        }).WithProperty(SnapshotFacts.Reason, null));
        _life = Task.Run(() => LiveAsync(waitForDependencies, _stop.Token), CancellationToken.None);
    }

    private async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _life;
    }

    private async Task LiveAsync(bool waitForDependencies, CancellationToken stop)
    {
        try
        {
            if (waitForDependencies && HasDependencies)
            {
                await services.Notifications.WaitForDependenciesAsync(resource, stop);
                await PublishAsync(s => s with { State = KnownResourceStates.Starting });
            }

            await services.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services.Provider), stop);
            await RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await PublishAsync(s => s with { State = KnownResourceStates.NotStarted });
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever an AppHost's own code throws concerns this resource and not the others.
            SetTargets(t => t.Down());
            _log.Write($"fail: {Id} could not be started: {e.Message}", isError: true);
            await PublishAsync(s => (s with { State = Failed, StopTimeStamp = DateTime.UtcNow }).WithProperty(SnapshotFacts.Reason, FirstLine(Explain(e))));
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        if (launcher.RunsElsewhere(resource) is { } elsewhere)
        {
            await RunElsewhereAsync(elsewhere, stop);
            return;
        }

        var ports = InstancePorts.Choose(resource, targets.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase), replicas);
        var launch = new LaunchContext(resource, Id == resource.Name ? $"{Id}-{Nonce()}" : Id, ports, text => _ = ReportAsync(text));
        var plan = await launcher.PlanAsync(launch, stop);
        var linesBefore = _log.LastNumber;
        var process = await ChildProcess.StartAsync(plan, _log);
        try
        {
            await WatchAsync(process, plan, ports, linesBefore, stop);
        }
        finally
        {
            if (!process.Exited.IsCompleted)
            {
                await process.StopAsync(StopGrace);
            }

            foreach (var name in targets.Keys)
            {
                FreePorts.Return(ports[name]);
            }
        }
    }

    private async Task WatchAsync(ChildProcess process, LaunchPlan plan, IReadOnlyDictionary<string, int> ports, long linesBefore, CancellationToken stop)
    {
        foreach (var (name, target) in targets)
        {
            target.Up(ports[name]);
        }

        var ready = NewReady();
        await PublishAsync(s => Healthless(s with
        {
            State = Good(KnownResourceStates.Running),
            StartTimeStamp = DateTime.UtcNow,
            Ready = ready.Task,
            EnvironmentVariables = [.. plan.Environment.Select(v => new EnvironmentVariableSnapshot(v.Key, v.Value, IsFromSpec: true))],
        }).WithProperty(SnapshotFacts.Reason, null).WithProperty(SnapshotFacts.Pid, process.Id));

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var health = services.Health.WatchAsync(resource, Id, new InstanceAddresses(resource, ports), ready, ended.Token);
        var exitCode = await WaitForEndAsync(process, stop);
        await ended.CancelAsync();
        await health;
        await EndedAsync(exitCode, linesBefore, byCommand: stop.IsCancellationRequested);
    }

    private async Task<int> WaitForEndAsync(ChildProcess process, CancellationToken stop)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(told.SetResult);
        if (await Task.WhenAny(process.Exited, told.Task) == told.Task)
        {
            await PublishAsync(s => s with { State = KnownResourceStates.Stopping });
            await process.StopAsync(StopGrace);
        }

        return await process.Exited;
    }

    private async Task RunElsewhereAsync((string Host, int Port) elsewhere, CancellationToken stop)
    {
        var ready = NewReady();
        await PublishAsync(s => Healthless(s with { State = Good(KnownResourceStates.Running), StartTimeStamp = DateTime.UtcNow, Ready = ready.Task }));
        _log.Write($"info: {resource.Name} is not started here: {elsewhere.Host}:{elsewhere.Port} was given in ConnectionStrings:{resource.Name}.");
        await services.Health.WatchAsync(resource, Id, InstanceAddresses.Public(resource), ready, stop);
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await PublishAsync(s => s with { State = KnownResourceStates.Exited });
    }

    private async Task EndedAsync(int exitCode, long linesBefore, bool byCommand)
    {
        if (!byCommand)
        {
            SetTargets(t => t.Down());
        }

        var state = byCommand ? KnownResourceStates.Exited : exitCode == 0 ? KnownResourceStates.Finished : KnownResourceStates.Exited;
        var reason = byCommand ? null : ExitReason.Find(exitCode, _log, linesBefore);
        await PublishAsync(s => (s with
        {
            State = reason is null ? state : new ResourceStateSnapshot(state, KnownResourceStateStyles.Error),
            ExitCode = exitCode,
            StopTimeStamp = DateTime.UtcNow,
        }).WithProperty(SnapshotFacts.Reason, reason).WithProperty(SnapshotFacts.Pid, null));

        if (services.Notifications.TryGetCurrentState(Id, out var last))
        {
            await services.Eventing.PublishAsync(new ResourceStoppedEvent(resource, services.Provider, last));
        }
    }

    private Task ReportAsync(string text) => PublishAsync(s => s.WithProperty(SnapshotFacts.Reason, text));

    private Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => services.Notifications.PublishUpdateAsync(resource, Id, change);

    private void SetTargets(Action<ProxyTarget> change)
    {
        foreach (var target in targets.Values)
        {
            change(target);
        }
    }

    private static ResourceStateSnapshot Failed => new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error);

    private static ResourceStateSnapshot Good(string state) => new(state, KnownResourceStateStyles.Success);

    private static TaskCompletionSource NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static string Nonce() => Guid.NewGuid().ToString("N")[..8];

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];

    private static string Explain(Exception e) => e is Win32Exception ? $"the operating system refused: {e.Message}" : e.Message;

    private CustomResourceSnapshot Healthless(CustomResourceSnapshot snapshot) => snapshot with
    {
        HealthReports = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(c => new HealthReportSnapshot(c.Key, null, null, null))],
    };
}
