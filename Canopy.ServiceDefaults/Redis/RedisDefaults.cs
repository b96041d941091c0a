using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>What a connection gets where neither its connection string nor the program says otherwise.</summary>
internal sealed class RedisDefaults(IConfiguration configuration, string program)
{
    private const int ConnectRetries = 5;
    private const int KeepAliveSeconds = 10;
    private const int SyncTimeoutMilliseconds = 5000;

    private string _text = "";
    private RedisAddress? _address;

    public void Apply(StackExchangeRedisSettings settings)
    {
        if (string.IsNullOrEmpty(settings.ConnectionString))
        {
            settings.ConnectionString = configuration["REDIS_URL"];
        }

        // Ours connects beside the start and tells the truth at once (RedisCheck); the library's holds a probe up while Redis is away.
        settings.DisableAutoActivation = true;
        settings.DisableHealthChecks = true;

        // Without a receiver there is nobody to trace for.
        settings.DisableTracing |= string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    /// <summary>Turns an address into the form that the library knows, and remembers what that form cannot say.</summary>
    public void ReadAddress(StackExchangeRedisSettings settings)
    {
        _address = RedisAddress.Parse(settings.ConnectionString);
        if (_address is not null)
        {
            settings.ConnectionString = _address.ConnectionString;
        }

        _text = settings.ConnectionString ?? "";
    }

    public void Apply(ConfigurationOptions options)
    {
        if (!Says("connectRetry"))
        {
            options.ConnectRetry = ConnectRetries;
        }

        if (!Says("keepAlive"))
        {
            options.KeepAlive = KeepAliveSeconds;
        }

        if (!Says("syncTimeout"))
        {
            options.SyncTimeout = SyncTimeoutMilliseconds;
        }

        if (string.IsNullOrEmpty(options.Password) && (_address?.Password ?? configuration["REDIS_PASSWORD"]) is { Length: > 0 } password)
        {
            // A Secret of its own, so that the connection string may stand in a ConfigMap.
            options.Password = password;
        }

        // A database that starts after us must not stop us.
        options.AbortOnConnectFail = false;
        options.ClientName ??= program.Replace(' ', '-');
    }

    private bool Says(string key) => _text.Contains(key + "=", StringComparison.OrdinalIgnoreCase);
}
