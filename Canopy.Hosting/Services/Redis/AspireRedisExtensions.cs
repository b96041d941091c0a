using Aspire.StackExchange.Redis;
using Canopy.Hosting.Services.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>What Canopy uses of Aspire.StackExchange.Redis, under the same names.</summary>
public static class AspireRedisExtensions
{
    private const string Section = "Aspire:StackExchange:Redis";
    private const string Check = "StackExchange.Redis";
    private const string ActivitySource = "OpenTelemetry.Instrumentation.StackExchangeRedis";

    /// <summary>
    /// Adds <see cref="IConnectionMultiplexer"/> as a singleton that connects when it is first asked for, with a health check and
    /// tracing. Its settings are those of the section, then of the section's part for this name; then the connection string by
    /// this name wins, then what the delegates do.
    /// </summary>
    /// <exception cref="InvalidOperationException">When the multiplexer is made: no endpoint is configured.</exception>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var section = builder.Configuration.GetSection(Section);
        var settings = Settings(builder.Configuration, section, connectionName);
        configureSettings?.Invoke(settings);

        var services = builder.Services;
        services.AddSingleton<IOptionsFactory<ConfigurationOptions>>(provider =>
            ActivatorUtilities.CreateInstance<ConnectionOptionsFactory>(provider, settings));
        services.Configure<ConfigurationOptions>(options =>
        {
            section.GetSection("ConfigurationOptions").Bind(options);
            section.GetSection(connectionName).GetSection("ConfigurationOptions").Bind(options);
            configureOptions?.Invoke(options);
        });
        services.AddSingleton<IConnectionMultiplexer>(provider => Connect(provider.GetRequiredService<IOptions<ConfigurationOptions>>().Value, connectionName));
        if (!settings.DisableAutoActivation)
        {
            services.AddHostedService<RedisActivation>();
        }

        if (!settings.DisableTracing)
        {
            services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(ActivitySource));
        }

        if (!settings.DisableHealthChecks)
        {
            services.AddHealthChecks().Add(new HealthCheckRegistration(
                Check, provider => new RedisCheck(provider.GetRequiredService<IConnectionMultiplexer>), HealthStatus.Unhealthy, tags: null));
        }
    }

    private static StackExchangeRedisSettings Settings(IConfiguration configuration, IConfigurationSection section, string name)
    {
        var settings = new StackExchangeRedisSettings();
        section.Bind(settings);
        section.GetSection(name).Bind(settings);
        if (configuration.GetConnectionString(name) is { } given)
        {
            settings.ConnectionString = given;
        }

        return settings;
    }

    private static ConnectionMultiplexer Connect(ConfigurationOptions options, string name)
    {
        if (options.EndPoints.Count == 0)
        {
            throw new InvalidOperationException($"No endpoint of Redis is configured: set 'ConnectionStrings:{name}' or '{Section}:ConnectionString'.");
        }

        var multiplexer = ConnectionMultiplexer.Connect(options);
        // Otherwise one continuation that blocks holds up all others. (Newer versions of the library are always so.)
        multiplexer.PreserveAsyncOrder = false;
        return multiplexer;
    }
}
