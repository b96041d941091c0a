using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>Where the connection's settings come from.</summary>
internal static class RedisSettings
{
    private const string Section = "Aspire:StackExchange:Redis";

    /// <summary>The section, then its part for this name, then the connection string by name, then the delegate.</summary>
    public static StackExchangeRedisSettings Read(IConfiguration configuration, string name, Action<StackExchangeRedisSettings>? configure)
    {
        var settings = new StackExchangeRedisSettings();
        var section = configuration.GetSection(Section);
        section.Bind(settings);
        section.GetSection(name).Bind(settings);
        settings.ConnectionString = configuration.GetConnectionString(name) is { Length: > 0 } given ? given
            : settings.ConnectionString is { Length: > 0 } own ? own
            : configuration["REDIS_URL"];
        configure?.Invoke(settings);
        return settings;
    }

    public static ConfigurationOptions Options(
        IConfiguration configuration,
        string name,
        Action<StackExchangeRedisSettings>? configureSettings,
        Action<ConfigurationOptions>? configureOptions,
        string program)
    {
        var settings = Read(configuration, name, configureSettings);
        var options = RedisConnectionString.Parse(settings.ConnectionString);
        // Where nobody says otherwise. A database that starts after us must not stop us.
        options.AbortOnConnectFail = false;
        if (string.IsNullOrEmpty(options.Password) && configuration["REDIS_PASSWORD"] is { Length: > 0 } password)
        {
            // A Secret of its own, so that the connection string may stand in a ConfigMap.
            options.Password = password;
        }

        options.ClientName ??= program.Replace(' ', '-');
        configureOptions?.Invoke(options);
        return options.EndPoints.Count > 0
            ? options
            : throw new InvalidOperationException(Missing(name));
    }

    public static bool HasEndpoint(
        IConfiguration configuration, string name, Action<StackExchangeRedisSettings>? configureSettings, Action<ConfigurationOptions>? configureOptions)
    {
        try
        {
            return Options(configuration, name, configureSettings, configureOptions, program: "check").EndPoints.Count > 0;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    public static string Missing(string name)
        => $"No endpoint of Redis is configured: set 'ConnectionStrings:{name}' (such as 'cache:6379'),"
            + $" or 'ConnectionString' in '{Section}' or '{Section}:{name}', or REDIS_URL.";
}
