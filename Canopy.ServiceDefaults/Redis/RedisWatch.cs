using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>
/// Connects beside the start, which may take seconds while Redis is silent, and then looks after the client: where it gets no answers
/// although Redis answers a fresh connection, the client has to connect anew; where that does not help, the live check "redis-client" fails.
/// A Redis that is away is no fault of this program and never fails it (docs/decisions/0011).
/// </summary>
internal sealed class RedisWatch(
    IServiceProvider services, RedisProbe probe, RedisSockets sockets, RedisWatchTimes times, TimeProvider time, ILogger<RedisWatch> logger)
    : BackgroundService, IHealthCheck
{
    private Task<RedisClient>? _client;
    private TimeSpan _stuck;

    /// <summary>Null until the client has connected, or has learnt that it cannot.</summary>
    public IConnectionMultiplexer? Connection => _client is { IsCompletedSuccessfully: true } client ? client.Result.Multiplexer : null;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(_stuck < times.Restart
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"Redis answers new connections, but for {_stuck.TotalSeconds:0} s not this program's own"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _client = Task.Run(services.GetRequiredService<RedisClient>, stoppingToken);
        using var timer = new PeriodicTimer(times.Interval, time);
        long? since = null;
        var reconnectAt = times.Reconnect;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await AnswersAsync() || await probe.AskAsync(stoppingToken) is not null)
            {
                (since, _stuck, reconnectAt) = (null, TimeSpan.Zero, times.Reconnect);
                continue;
            }

            since ??= time.GetTimestamp();
            _stuck = time.GetElapsedTime(since.Value);
            if (_stuck >= reconnectAt)
            {
                reconnectAt = _stuck + times.Reconnect;
                logger.ConnectsAnew(_stuck.TotalSeconds);
                sockets.Drop();
            }
        }
    }

    private async Task<bool> AnswersAsync()
    {
        if (Connection is not { } connection)
        {
            return false;
        }

        try
        {
            await Task.WhenAll(connection.GetDatabase().PingAsync(), connection.GetSubscriber().PingAsync()).WaitAsync(times.Limit, time);
            return true;
        }
        catch (RedisServerException)
        {
            // An answer too.
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            return false;
        }
    }
}
