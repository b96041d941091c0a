using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>Reads both forms of a connection string, and fills in what long-lived programs need.</summary>
internal static class RedisConnectionString
{
    private const int ConnectRetries = 5;
    private const int KeepAliveSeconds = 10;
    private const int SyncTimeoutMilliseconds = 5000;

    public static ConfigurationOptions Parse(string? text)
    {
        var options = string.IsNullOrWhiteSpace(text) ? new ConfigurationOptions()
            : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "redis" or "rediss" ? FromAddress(uri)
            // Newer versions of the library know options that this one does not.
            : ConfigurationOptions.Parse(text, ignoreUnknown: true);
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

        return options;

        bool Says(string key) => text?.Contains(key + "=", StringComparison.OrdinalIgnoreCase) == true;
    }

    // redis://[user]:password@host[:port][/database], rediss:// for TLS.
    private static ConfigurationOptions FromAddress(Uri uri)
    {
        var options = new ConfigurationOptions { Ssl = uri.Scheme == "rediss" };
        options.EndPoints.Add(uri.Host, uri.Port > 0 ? uri.Port : 6379);
        if (uri.UserInfo.Split(':', 2) is [_, { Length: > 0 } password])
        {
            options.Password = Uri.UnescapeDataString(password);
        }

        if (int.TryParse(uri.AbsolutePath.Trim('/'), out var database))
        {
            options.DefaultDatabase = database;
        }

        return options;
    }
}
