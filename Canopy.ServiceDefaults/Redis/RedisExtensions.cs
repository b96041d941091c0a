using Aspire.StackExchange.Redis;
using Canopy.ServiceDefaults.Health;
using Canopy.ServiceDefaults.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>What Canopy uses of Aspire.StackExchange.Redis, with its signatures. Delete this folder to use the genuine one.</summary>
public static class AspireRedisExtensions
{
    /// <summary>Adds <see cref="IConnectionMultiplexer"/> as a singleton that connects when it is first asked for.</summary>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        // Its continuations run on the pool, whose slow growth would otherwise look like a slow Redis.
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, 32), Math.Max(completions, 32));

        var settings = RedisSettings.Read(builder.Configuration, connectionName, configureSettings);
        var services = builder.Services;
        services.AddSingleton(provider => new RedisConnection(
            () => RedisSettings.Options(provider.GetRequiredService<IConfiguration>(), connectionName, configureSettings, configureOptions, builder.Environment.ApplicationName),
            provider.GetRequiredService<ILogger<RedisConnection>>()));
        services.AddSingleton<IConnectionMultiplexer>(provider => provider.GetRequiredService<RedisConnection>().Multiplexer);
        if (!settings.DisableAutoActivation)
        {
            // Reported at start with all other mistakes, not by the first command.
            services.AddOptions<StackExchangeRedisSettings>(connectionName)
                .Validate<IConfiguration>(
                    (_, configuration) => RedisSettings.HasEndpoint(configuration, connectionName, configureSettings, configureOptions),
                    RedisSettings.Missing(connectionName))
                .ValidateOnStart();
            services.AddHostedService<RedisActivation>();
        }

        if (!settings.DisableHealthChecks)
        {
            services.AddHealthChecks().Add(new HealthCheckRegistration(
                "StackExchange.Redis",
                provider => new RedisCheck(provider.GetRequiredService<RedisConnection>()),
                HealthStatus.Unhealthy,
                [HealthTags.Ready]));
        }
    }
}
