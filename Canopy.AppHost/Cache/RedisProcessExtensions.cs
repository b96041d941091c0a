using Microsoft.Extensions.DependencyInjection;

namespace Canopy.AppHost.Cache;

internal static class RedisProcessExtensions
{
    /// <summary>Where the data are kept; this clone's own folder where it is not set.</summary>
    public const string FolderKey = "CANOPY_CACHE_FOLDER";

    public static IResourceBuilder<RedisProcessResource> AddRedisProcess(this IDistributedApplicationBuilder builder, string name, string server)
    {
        var password = builder.AddParameter($"{name}-password", new GenerateParameterDefault { MinLength = 22, Special = false }, secret: true, persist: true);
        var folder = builder.Configuration[FolderKey] is { Length: > 0 } given ? given : Path.Combine(builder.AppHostDirectory, ".canopy", name);
        var redis = new RedisProcessResource(name, Directory.CreateDirectory(folder).FullName, password.Resource);
        string? connection = null;
        builder.Eventing.Subscribe<ConnectionStringAvailableEvent>(
            redis, async (_, cancellationToken) => connection = await redis.ConnectionStringExpression.GetValueAsync(cancellationToken));
        builder.Services.AddHealthChecks().AddRedis(_ => connection ?? throw new InvalidOperationException($"{name} has no address yet."), $"{name}_check");
        return builder.AddResource(redis)
            .WithArgs(Path.Combine(builder.AppHostDirectory, "Cache", "run-redis.sh"))
            .WithEndpoint(name: RedisProcessResource.EndpointName, scheme: "redis", env: "REDIS_PORT")
            .WithEnvironment("REDIS_SERVER", server)
            .WithEnvironment("REDIS_PASSWORD", password)
            .WithHealthCheck($"{name}_check")
            .WithIconName("Database");
    }
}
