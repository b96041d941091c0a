using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>Whether there is somewhere to connect to.</summary>
internal sealed class RedisEndpoint
{
    public static bool IsIn(IOptions<ConfigurationOptions> options)
    {
        try
        {
            return options.Value.EndPoints.Count > 0;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    public static string Missing(string name)
        => $"No endpoint of Redis is configured: set 'ConnectionStrings:{name}' (such as 'cache:6379'),"
            + $" or 'ConnectionString' in 'Aspire:StackExchange:Redis' or 'Aspire:StackExchange:Redis:{name}', or REDIS_URL.";
}
