using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>Connects at start, beside it. Connecting may block for seconds while Redis is away; nobody waits for it, not even the end.</summary>
internal sealed class RedisActivation(IServiceProvider services) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => Task.Run(() => _ = services.GetRequiredService<RedisWatch>(), stoppingToken).WaitAsync(stoppingToken);
}
