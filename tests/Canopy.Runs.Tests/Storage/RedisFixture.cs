using Canopy.Runs.Storage.Redis;
using Canopy.Testing;
using StackExchange.Redis;

namespace Canopy.Runs.Tests.Storage;

/// <summary>A redis-server and a connection to it, for the tests of one class.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private RedisServer? _server;
    private ConnectionMultiplexer? _connection;

    public RedisServer Server => _server!;

    public IConnectionMultiplexer Connection => _connection!;

    public async ValueTask InitializeAsync()
    {
        ThreadPool.SetMinThreads(32, 32);
        _server = await RedisServer.StartAsync();
        _connection = await ConnectAsync(_server);
    }

    public static async Task<ConnectionMultiplexer> ConnectAsync(RedisServer server)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(
            server.ConnectionString + ",abortConnect=false,syncTimeout=5000,connectRetry=5,keepAlive=10,connectTimeout=1000,allowAdmin=true");
        return connection;
    }

    internal RedisRunStore NewStore(double limitSeconds = 5) => new(() => Connection, TimeSpan.FromSeconds(limitSeconds));

    public async Task<RedisResult> ExecuteAsync(string command, params object[] arguments)
        => await Connection.GetDatabase().ExecuteAsync(command, arguments);

    public async ValueTask DisposeAsync()
    {
        _connection?.Close(allowCommandsToComplete: false);
        _connection?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
