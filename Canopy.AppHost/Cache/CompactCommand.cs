using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Canopy.AppHost.Cache;

/// <summary>Rewrites the cache's append-only file, which grows with every write, to what the data need.</summary>
internal static class CompactCommand
{
    public static IResourceBuilder<T> WithCompactCommand<T>(this IResourceBuilder<T> cache)
        where T : IResourceWithConnectionString => cache.WithCommand(
            "compact",
            "Compact",
            context => CompactAsync(cache.Resource, context.CancellationToken),
            new CommandOptions
            {
                Description = "Rewrites the file in which the cache keeps its data, so that it takes no more room than they need.",
                IconName = "ArrowMinimize",
                UpdateState = context => context.ResourceSnapshot.HealthStatus is HealthStatus.Healthy ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            });

    private static async Task<ExecuteCommandResult> CompactAsync(IResourceWithConnectionString cache, CancellationToken cancellationToken)
    {
        var address = await cache.GetConnectionStringAsync(cancellationToken) ?? throw new DistributedApplicationException($"{cache.Name} has no address.");
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{address},allowAdmin=true");
        var answer = await redis.GetDatabase().ExecuteAsync("BGREWRITEAOF");
        return CommandResults.Success((string?)answer ?? "");
    }
}
