using Canopy.Runs.Commands;
using StackExchange.Redis;

namespace Canopy.Runs.Storage.Redis;

/// <summary>Calls to Redis with a bound: the client's asynchronous operations have none.</summary>
internal sealed class RedisCalls(RedisConnector connector, TimeSpan limit)
{
    public async Task<ISubscriber> SubscriberAsync(CancellationToken cancellationToken)
        => (await BoundAsync(connector.ConnectAsync(), cancellationToken)).GetSubscriber();

    public async Task<RedisResult> ExecuteAsync(string command, object[] arguments, CancellationToken cancellationToken)
    {
        var connection = await BoundAsync(connector.ConnectAsync(), cancellationToken);
        return await BoundAsync(connection.GetDatabase().ExecuteAsync(command, arguments), cancellationToken);
    }

    public async Task<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, IEnumerable<object> arguments, CancellationToken cancellationToken)
    {
        // EVALSHA hash, number of keys, keys, arguments.
        List<object> all = [script.Hash, keys.Length];
        all.AddRange(keys.Select(key => (object)key));
        all.AddRange(arguments);
        try
        {
            return await ExecuteAsync("EVALSHA", [.. all], cancellationToken);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            all[0] = script.Text;
            return await ExecuteAsync("EVAL", [.. all], cancellationToken);
        }
    }

    public async Task BoundAsync(Task call, CancellationToken cancellationToken)
    {
        try
        {
            await call.WaitAsync(limit, cancellationToken);
        }
        catch (Exception exception) when (IsAway(exception))
        {
            throw new ServiceUnavailableException("The store cannot be reached.", exception);
        }
    }

    public async Task<T> BoundAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        await BoundAsync((Task)call, cancellationToken);
        return await call;
    }

    /// <summary>Away, still reading its file, out of memory, or no longer the primary: worth trying again.</summary>
    private static bool IsAway(Exception exception) => exception switch
    {
        RedisServerException server => Array.Exists(
            ["LOADING", "OOM", "MISCONF", "READONLY", "BUSY", "MASTERDOWN", "NOREPLICAS", "NOAUTH", "ERR max number of clients"],
            code => server.Message.StartsWith(code, StringComparison.Ordinal)),
        RedisException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };
}
