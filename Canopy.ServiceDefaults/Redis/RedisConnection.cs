using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>The program's one multiplexer, made when it is first asked for.</summary>
internal sealed class RedisConnection : IDisposable
{
    private readonly ILogger _logger;
    private readonly Lazy<ConnectionMultiplexer> _multiplexer;

    public RedisConnection(Func<ConfigurationOptions> options, ILogger<RedisConnection> logger)
    {
        _logger = logger;
        _multiplexer = new Lazy<ConnectionMultiplexer>(() => Connect(options()));
    }

    public IConnectionMultiplexer Multiplexer => _multiplexer.Value;

    public bool IsMade => _multiplexer.IsValueCreated;

    public void Dispose()
    {
        if (_multiplexer.IsValueCreated)
        {
            // Without waiting for commands under way: at the end of a program nobody reads their answers.
            _multiplexer.Value.Close(allowCommandsToComplete: false);
        }
    }

    private ConnectionMultiplexer Connect(ConfigurationOptions options)
    {
        var multiplexer = ConnectionMultiplexer.Connect(options);
        // Otherwise one continuation that blocks holds up all others.
        multiplexer.PreserveAsyncOrder = false;
        multiplexer.ConnectionFailed += (_, e) => _logger.ConnectionLost(e.EndPoint?.ToString(), e.ConnectionType.ToString(), e.FailureType.ToString());
        multiplexer.ConnectionRestored += (_, e) => _logger.ConnectionRestored(e.EndPoint?.ToString(), e.ConnectionType.ToString());
        return multiplexer;
    }
}
