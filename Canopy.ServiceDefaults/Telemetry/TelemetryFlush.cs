using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Canopy.ServiceDefaults.Telemetry;

/// <summary>Sends what is left at the end, all three signals at once and within a bound; disposing of them one by one may take long.</summary>
internal sealed class TelemetryFlush(IServiceProvider services) : IHostedService
{
    /// <summary>A receiver that does not answer must not hold the program: together the three have this long.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var (tracer, meter, logger) = (services.GetService<TracerProvider>(), services.GetService<MeterProvider>(), services.GetService<LoggerProvider>());
        var milliseconds = (int)Limit.TotalMilliseconds;
        var all = Task.WhenAll(
            Run(() => tracer?.Shutdown(milliseconds)),
            Run(() => meter?.Shutdown(milliseconds)),
            Run(() => logger?.Shutdown(milliseconds)));
        try
        {
            await all.WaitAsync(Limit + TimeSpan.FromMilliseconds(200), cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // Lost telemetry is better than a program that does not end.
        }
    }

    // Threads of their own: the pool may be busy with the last requests.
    private static Task Run(Action shutdown)
        => Task.Factory.StartNew(shutdown, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
