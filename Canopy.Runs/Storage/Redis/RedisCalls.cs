using Canopy.Runs.Commands;
using StackExchange.Redis;

namespace Canopy.Runs.Storage.Redis;

/// <summary>Calls to Redis over the program's connection, with a bound that a caller can also cut short.</summary>
/// <param name="connect">Gives the connection. Run aside: while Redis is silent it may block for seconds.</param>
internal sealed class RedisCalls(Func<IConnectionMultiplexer> connect, TimeSpan limit)
{
    private readonly Lazy<Task<IConnectionMultiplexer>> _connection = new(() => Task.Run(connect));

    public async Task<ISubscriber> SubscriberAsync(CancellationToken cancellationToken)
        => (await BoundAsync(_connection.Value, cancellationToken)).GetSubscriber();

    public async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken)
        => await BoundAsync(call((await BoundAsync(_connection.Value, cancellationToken)).GetDatabase()), cancellationToken);

    public Task<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken)
        => AskAsync(database => database.ScriptEvaluateAsync(script.Text, keys, arguments), cancellationToken);

    public async Task<T> BoundAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        await BoundAsync((Task)call, cancellationToken);
        return await call;
    }

    public async Task BoundAsync(Task call, CancellationToken cancellationToken)
    {
        try
        {
            await call.WaitAsync(limit, cancellationToken);
        }
        catch (Exception exception) when (Reason(exception) is { } reason)
        {
            throw new ServiceUnavailableException(reason, exception);
        }
    }

    /// <returns>Null where trying again later would not help.</returns>
    private static string? Reason(Exception exception) => exception switch
    {
        RedisServerException server => server.Kind switch
        {
            RedisErrorKind.OutOfMemory => "The store is full; nothing was changed.",
            RedisErrorKind.Misconfigured or RedisErrorKind.ReadOnly or RedisErrorKind.NoReplicas => "The store takes no writes now; nothing was changed.",
            RedisErrorKind.Loading or RedisErrorKind.Busy or RedisErrorKind.MasterDown or RedisErrorKind.NoAuth or RedisErrorKind.MaxClients => Away,
            _ => null,
        },
        RedisException or TimeoutException or ObjectDisposedException => Away,
        _ => null,
    };

    private const string Away = "The store cannot be reached.";
}
