using StackExchange.Redis;

namespace Canopy.Runs.Storage.Redis;

/// <summary>The program's connection to Redis, made aside when it is first needed: while Redis is away that may block for seconds.</summary>
internal sealed class RedisConnector(Func<IConnectionMultiplexer> connect)
{
    private readonly Lock _lock = new();
    private Task<IConnectionMultiplexer>? _connection;

    public Task<IConnectionMultiplexer> ConnectAsync()
    {
        var connection = Volatile.Read(ref _connection);
        if (connection is { IsCompletedSuccessfully: true })
        {
            return connection;
        }

        lock (_lock)
        {
            return _connection = _connection is null or { IsFaulted: true } ? Task.Run(connect) : _connection;
        }
    }
}
