using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>Connects at start, beside it: a Redis that is away delays no one.</summary>
internal sealed class RedisActivation(RedisConnection connection) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => _ = connection.Multiplexer, stoppingToken);
}
