using System.Runtime.InteropServices;
using Canopy.ServiceDefaults.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Shutdown;

/// <summary>
/// A program's life: its settings are checked before anything starts; a signal first makes it unready, then, after a
/// notice, stops it; and what does not stop in time is left behind.
/// </summary>
internal sealed class ProgramLifetime(
    IServiceProvider services,
    IConfiguration configuration,
    Drain drain,
    IHostApplicationLifetime application,
    IHostEnvironment environment,
    IOptions<HostOptions> hostOptions,
    ILogger<ProgramLifetime> logger) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly Lock _stopping = new();
    private readonly CancellationTokenSource _again = new();
    private CancellationTokenRegistration _started;
    private Timer? _limit;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        CheckSettings();
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }

        if (Truth.Of(configuration, StdinWatch.Key))
        {
            StdinWatch.Start(() => Stop("the standard input was closed", TimeSpan.Zero));
        }

        _started = application.ApplicationStarted.Register(
            () => logger.Started(environment.ApplicationName, environment.EnvironmentName, environment.ContentRootPath));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _started.Dispose();
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _limit?.Dispose();
        _again.Dispose();
    }

    private void CheckSettings()
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception exception) when (exception is OptionsValidationException or AggregateException)
        {
            throw new SettingsException(StartupFailure.Mistakes(exception));
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Stop(context.Signal.ToString(), Notice);
    }

    private TimeSpan Notice => services.GetRequiredService<IOptions<ShutdownTimes>>().Value.Notice;

    private void Stop(string reason, TimeSpan notice)
    {
        var afterNotice = hostOptions.Value.ShutdownTimeout + ShutdownTimes.Grace;
        // Signals come on threads of their own.
        lock (_stopping)
        {
            if (_limit is null)
            {
                logger.Stopping(reason, notice.TotalSeconds);
                drain.Begin();
                _limit = new Timer(_ => GiveUp(), null, notice + afterNotice, Timeout.InfiniteTimeSpan);
                _ = StopAfterAsync(notice);
            }
            else if (!_again.IsCancellationRequested)
            {
                // Whoever asks twice does not want to wait for the notice.
                _again.Cancel();
                _limit.Change(afterNotice, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private async Task StopAfterAsync(TimeSpan notice)
    {
        try
        {
            await Task.Delay(notice, _again.Token);
        }
        catch (OperationCanceledException)
        {
            // Asked again.
        }

        application.StopApplication();
    }

    private void GiveUp()
    {
        Console.Error.WriteLine($"{environment.ApplicationName} did not stop in time and ends without waiting longer.");
        Environment.Exit(1);
    }
}
