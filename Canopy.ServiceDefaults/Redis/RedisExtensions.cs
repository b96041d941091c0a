using Aspire.StackExchange.Redis;
using Canopy.ServiceDefaults.Health;
using Canopy.ServiceDefaults.Redis;
using Microsoft.Extensions.DependencyInjection;
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
    /// settings; and readiness that asks the client's health check.
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
        var connectsAtStart = true;
        builder.AddRedisClient(
            connectionName,
            settings =>
            {
                defaults.Apply(settings);
                configureSettings?.Invoke(settings);
                defaults.ReadAddress(settings);
                connectsAtStart = !settings.DisableAutoActivation;
                // The client's own would hold up the start while Redis is away.
                settings.DisableAutoActivation = true;
            },
            options =>
            {
                defaults.Apply(options);
                configureOptions?.Invoke(options);
            });

        var services = builder.Services;
        services.Configure<HealthCheckServiceOptions>(AskForReadiness);
        if (connectsAtStart)
        {
            services.AddOptions<RedisEndpoint>()
                .Validate<IOptions<ConfigurationOptions>>((_, options) => RedisEndpoint.IsIn(options), RedisEndpoint.Missing(connectionName))
                .ValidateOnStart();
            services.AddSingleton<RedisWatch>();
            services.AddHostedService<RedisActivation>();
        }
    }

    private static void AskForReadiness(HealthCheckServiceOptions options)
    {
        foreach (var check in options.Registrations.Where(r => r.Name.StartsWith("StackExchange.Redis", StringComparison.Ordinal)))
        {
            check.Tags.Add(HealthTags.Ready);
        }
    }
}
