using Aspire.StackExchange.Redis;
using Canopy.ServiceDefaults.Health;
using Canopy.ServiceDefaults.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Aspire's Redis client with what a long-lived program needs besides.</summary>
public static class RedisExtensions
{
    /// <summary>
    /// AddRedisClient, and: <c>redis://</c> addresses, REDIS_URL and REDIS_PASSWORD; patient retries; a connection that is made
    /// beside the start, so that a Redis that is away delays no one; a missing endpoint reported with the other mistakes of the
    /// settings; the check "redis" (tag ready); and a watch over the client with the check "redis-client" (tag live).
    /// </summary>
    /// <param name="connectionName">As in <c>ConnectionStrings:name</c>.</param>
    public static void AddRedisConnection(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        // Its continuations run on the pool, whose slow growth would otherwise look like a slow Redis.
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, 32), Math.Max(completions, 32));

        var defaults = new RedisDefaults(builder.Configuration, builder.Environment.ApplicationName);
        var sockets = new RedisSockets();
        builder.AddRedisClient(
            connectionName,
            settings =>
            {
                defaults.Apply(settings);
                configureSettings?.Invoke(settings);
                defaults.ReadAddress(settings);
            },
            options =>
            {
                defaults.Apply(options);
                configureOptions?.Invoke(options);
                options.BeforeSocketConnect += sockets.Add;
            });

        var services = builder.Services;
        services.AddOptions<RedisEndpoint>()
            .Validate<IOptions<ConfigurationOptions>>((_, options) => RedisEndpoint.IsIn(options), RedisEndpoint.Missing(connectionName))
            .ValidateOnStart();
        services.AddSingleton(sockets);
        services.AddSingleton<RedisClient>();
        services.AddSingleton<RedisProbe>();
        services.TryAddSingleton<RedisWatchTimes>();
        services.AddSingleton<RedisWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<RedisWatch>());
        services.AddHealthChecks()
            .AddCheck<RedisCheck>("redis", tags: [HealthTags.Ready])
            .Add(new HealthCheckRegistration("redis-client", provider => provider.GetRequiredService<RedisWatch>(), null, [HealthTags.Live]));
    }
}
