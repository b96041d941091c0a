using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Canopy.Runs.Training;
using Canopy.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Canopy.Runs.Tests;

/// <summary>A backend without its program: commands and training over a store, with short leases.</summary>
internal sealed class RunService : IAsyncDisposable
{
    private readonly Telemetry _telemetry = new();
    private bool _ended;

    private RunService(IRunStore store, RunsOptions options)
    {
        Store = store;
        Options = options;
        var settings = Microsoft.Extensions.Options.Options.Create(options);
        Intake = new RunIntake();
        Commands = new RunCommands(
            store, new NewRunRequest(options, TimeProvider.System), Intake, settings, TimeProvider.System, _telemetry, NullLogger<RunCommands>.Instance);
        Dispatcher = new RunDispatcher(store, Intake, settings, TimeProvider.System, _telemetry, NullLogger<RunDispatcher>.Instance);
    }

    public IRunStore Store { get; }

    public RunsOptions Options { get; }

    public RunIntake Intake { get; }

    public IRunCommands Commands { get; }

    public RunDispatcher Dispatcher { get; }

    public bool IsWaitingForStore => Dispatcher.WaitingForStore > 0;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RunService> StartAsync(IRunStore store, Action<RunsOptions>? configure = null)
    {
        var options = new RunsOptions { Cores = 4, LeaseSeconds = 0.5, CheckpointSeconds = 0.1, CommandSeconds = 60, StoreSeconds = 1 };
        configure?.Invoke(options);
        var service = new RunService(store, options);
        await service.Dispatcher.StartAsync(Token);
        return service;
    }

    public Task<RunDescription> CreateAsync(CreateRun request) => Commands.CreateAsync(request, Token);

    public async Task<RunCommandResult> SendAsync(RunDescription run, RunCommandKind command, RunCommand? more = null)
        => (await Commands.SendAsync(run.Id, (more ?? new RunCommand { Command = command }) with { Command = command }, Token))!;

    public Task<RunDescription> WaitForAsync(RunDescription run, Func<RunDescription, bool> condition, string what)
        => WaitForAsync(Store, run, condition, what);

    public Task<RunDescription> WaitForEndAsync(RunDescription run)
        => WaitForAsync(run, r => r.Status is RunStatus.Completed or RunStatus.Failed, "ends");

    public static async Task<RunDescription> WaitForAsync(IRunReader reader, RunDescription run, Func<RunDescription, bool> condition, string what)
    {
        RunDescription? last = null;
        try
        {
            return await Until.NotNullAsync(
                async () =>
                {
                    try
                    {
                        last = await reader.FindAsync(run.Id, Token);
                    }
                    catch (ServiceUnavailableException)
                    {
                        return null;
                    }

                    return last is not null && condition(last) ? last : null;
                },
                $"the run {what}");
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message} It is {last}", exception);
        }
    }

    /// <summary>As if the process had died.</summary>
    public Task KillAsync()
    {
        _ended = true;
        return Dispatcher.KillAsync();
    }

    /// <summary>As on SIGTERM.</summary>
    public Task StopAsync()
    {
        _ended = true;
        return Dispatcher.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            await KillAsync();
        }

        Dispatcher.Dispose();
        _telemetry.Dispose();
    }
}
