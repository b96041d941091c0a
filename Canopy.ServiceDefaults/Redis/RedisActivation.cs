using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>Connects at start, beside it, and says in the log when the connection goes and comes back.</summary>
internal sealed class RedisActivation(IServiceProvider services, ILogger<RedisActivation> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () =>
        {
            var multiplexer = services.GetRequiredService<IConnectionMultiplexer>();
            multiplexer.ConnectionFailed += (_, e) => logger.ConnectionLost(e.EndPoint?.ToString(), e.ConnectionType.ToString(), e.FailureType.ToString());
            multiplexer.ConnectionRestored += (_, e) => logger.ConnectionRestored(e.EndPoint?.ToString(), e.ConnectionType.ToString());
        },
        stoppingToken);
}
