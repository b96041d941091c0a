using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>Says in the log when the connection goes and comes back. Made after the multiplexer, and so disposed of before it.</summary>
internal sealed class RedisWatch : IDisposable
{
    private readonly IConnectionMultiplexer _multiplexer;

    public RedisWatch(IConnectionMultiplexer multiplexer, ILogger<RedisWatch> logger)
    {
        _multiplexer = multiplexer;
        multiplexer.ConnectionFailed += (_, e) => logger.ConnectionLost(e.EndPoint?.ToString(), e.ConnectionType.ToString(), e.FailureType.ToString());
        multiplexer.ConnectionRestored += (_, e) => logger.ConnectionRestored(e.EndPoint?.ToString(), e.ConnectionType.ToString());
    }

    /// <summary>Without waiting for commands under way, as the multiplexer itself would: at the end of a program nobody reads their answers.</summary>
    public void Dispose() => _multiplexer.Close(allowCommandsToComplete: false);
}
