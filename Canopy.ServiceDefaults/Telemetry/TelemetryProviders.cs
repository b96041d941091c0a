using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Canopy.ServiceDefaults.Telemetry;

/// <summary>Makes the providers at start (nobody else asks for them), and sends what is left at the end, within a bound.</summary>
internal sealed class TelemetryProviders(IServiceProvider services) : IHostedService
{
    /// <summary>A receiver that does not answer must not hold the program: together the three have this long.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private TracerProvider? _tracer;
    private MeterProvider? _meter;
    private LoggerProvider? _logger;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _tracer = services.GetService<TracerProvider>();
        _meter = services.GetService<MeterProvider>();
        _logger = services.GetService<LoggerProvider>();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var milliseconds = (int)Limit.TotalMilliseconds;
        var all = Task.WhenAll(
            Run(() => _tracer?.Shutdown(milliseconds)),
            Run(() => _meter?.Shutdown(milliseconds)),
            Run(() => _logger?.Shutdown(milliseconds)));
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
