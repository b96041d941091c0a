using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>Says in the log when the connection comes, goes and comes back. Made after the multiplexer, and so disposed of before it.</summary>
internal sealed class RedisClient : IDisposable
{
    public RedisClient(IConnectionMultiplexer multiplexer, ILogger<RedisClient> logger)
    {
        Multiplexer = multiplexer;
        multiplexer.ConnectionFailed += (_, e) => logger.ConnectionLost(e.EndPoint?.ToString(), e.ConnectionType.ToString(), e.FailureType.ToString());
        multiplexer.ConnectionRestored += (_, e) => logger.ConnectionRestored(e.EndPoint?.ToString(), e.ConnectionType.ToString());
        var endpoints = string.Join(", ", multiplexer.GetEndPoints().Select(endpoint => endpoint.ToString()));
        if (multiplexer.IsConnected)
        {
            logger.Connected(endpoints);
        }
        else
        {
            logger.NotConnected(endpoints);
        }
    }

    public IConnectionMultiplexer Multiplexer { get; }

    /// <summary>Without waiting for commands under way, as the multiplexer itself would: at the end of a program nobody reads their answers.</summary>
    public void Dispose() => Multiplexer.Close(allowCommandsToComplete: false);
}
