using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using StackExchange.Redis;

namespace Canopy.Runs.Storage.Redis;

/// <summary>The reading side over Redis.</summary>
internal class RedisRunReader(Func<IConnectionMultiplexer> connect, TimeSpan limit) : IRunReader
{
    protected RedisCalls Calls { get; } = new(connect, limit);

    public async Task<RunDescription?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        var (state, place) = await DescribeAsync(runId, cancellationToken);
        return state?.Describe(place);
    }

    public async Task<RunPage> ListAsync(RunQuery query, CancellationToken cancellationToken)
    {
        if (!RunFilter.IsOpen(query))
        {
            return await SearchAsync(query, cancellationToken);
        }

        var total = (int)await Calls.AskAsync(database => database.SortedSetLengthAsync(RedisKeys.Runs), cancellationToken);
        var ids = await IdsAsync(query.Cursor, query.Limit + 1, cancellationToken);
        var page = await DescribeAllAsync(ids.Take(query.Limit), cancellationToken);
        return new RunPage(page, total, ids.Length > query.Limit ? ids[query.Limit - 1] : null);
    }

    public async Task<IReadOnlyList<LogEntry>> ReadLogAsync(string runId, long afterSeq, int maxEntries, CancellationToken cancellationToken)
    {
        var found = await Calls.AskAsync(
            database => database.StreamRangeAsync(RedisKeys.Log(runId), minId: $"{afterSeq + 1}-0", count: maxEntries), cancellationToken);
        var entries = new LogEntry[found.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = LogEntry.Parse((byte[])found[i].Values[0].Value!, SeqOf(found[i].Id!), i > 0 ? entries[i - 1] : null);
        }

        return entries;
    }

    public async Task<IAsyncDisposable> SubscribeAsync(string runId, Action<long> changed, CancellationToken cancellationToken)
        => await ListenAsync(RedisKeys.Head(runId), message => changed((long)message), cancellationToken);

    public async Task<DatasetValues?> FindDatasetAsync(string hash, CancellationToken cancellationToken)
    {
        var values = await Calls.AskAsync(
            database => database.HashGetAsync(RedisKeys.Data(hash), ["description", "inputs", "targets"]), cancellationToken);
        return (byte[]?)values[0] is { } description
            ? new DatasetValues(Describe(hash, description), Floats(values[1]), Floats(values[2]))
            : null;
    }

    public async Task<StoredCheckpoint?> FindCheckpointAsync(string runId, CancellationToken cancellationToken)
        => (byte[]?)await Calls.AskAsync(database => database.StringGetAsync(RedisKeys.Checkpoint(runId)), cancellationToken) is { } packed
            ? RedisCheckpoint.Unpack(packed)
            : null;

    protected async Task<(RunState? State, int? QueuePlace)> DescribeAsync(string runId, CancellationToken cancellationToken)
    {
        var found = await Calls.RunAsync(RedisScript.Describe, [RedisKeys.Run(runId), RedisKeys.Active], [runId], cancellationToken);
        if (found.IsNull)
        {
            return (null, null);
        }

        var (place, fields) = ((int)((RedisResult[])found!)[0], (RedisResult[])((RedisResult[])found!)[1]!);
        var map = new Dictionary<string, string>(fields.Length / 2, StringComparer.Ordinal);
        for (var i = 0; i < fields.Length; i += 2)
        {
            map[(string)fields[i]!] = (string?)fields[i + 1] ?? "";
        }

        return (RunFields.Read(runId, map), place > 0 ? place : null);
    }

    /// <exception cref="NewerFormatException">The description cannot be read.</exception>
    private static DatasetDescription Describe(string hash, byte[] description)
    {
        try
        {
            return JsonSerializer.Deserialize(description, ContractsJson.Default.DatasetDescription)!;
        }
        catch (JsonException exception)
        {
            throw NewerData.OfData(hash, exception);
        }
    }

    protected async Task<IAsyncDisposable> ListenAsync(string name, Action<RedisValue> heard, CancellationToken cancellationToken)
    {
        var subscriber = await Calls.SubscriberAsync(cancellationToken);
        var channel = new RedisChannel(name, RedisChannel.PatternMode.Literal);
        void Handle(RedisChannel _, RedisValue message) => heard(message);
        await Calls.BoundAsync(subscriber.SubscribeAsync(channel, Handle), cancellationToken);
        return new Subscription(subscriber, channel, Handle, Calls);
    }

    /// <summary>Newest first, after the cursor.</summary>
    private async Task<string[]> IdsAsync(string? cursor, int count, CancellationToken cancellationToken)
        => (await Calls.AskAsync(
            database => database.SortedSetRangeByValueAsync(RedisKeys.Runs, max: cursor, exclude: Exclude.Stop, order: Order.Descending, take: count),
            cancellationToken)).ToStringArray()!;

    private async Task<IReadOnlyList<RunDescription>> DescribeAllAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        // All at once: the connection pipelines them.
        var runs = await Task.WhenAll(ids.Select(id => FindAsync(id, cancellationToken)));
        return [.. runs.OfType<RunDescription>()];
    }

    private async Task<RunPage> SearchAsync(RunQuery query, CancellationToken cancellationToken)
    {
        var matching = (await DescribeAllAsync(await IdsAsync(null, -1, cancellationToken), cancellationToken))
            .Where(run => RunFilter.Matches(query, run)).ToList();
        var page = matching.Where(r => query.Cursor is null || string.CompareOrdinal(r.Id, query.Cursor) < 0).Take(query.Limit + 1).ToList();
        var next = page.Count > query.Limit ? page[query.Limit - 1].Id : null;
        return new RunPage(page[..Math.Min(page.Count, query.Limit)], matching.Count, next);
    }

    /// <summary>The number in an entry's id, SEQ-0.</summary>
    private static long SeqOf(string id) => long.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    private static float[] Floats(RedisValue bytes) => MemoryMarshal.Cast<byte, float>((byte[])bytes!).ToArray();

    private sealed class Subscription(
        ISubscriber subscriber, RedisChannel channel, Action<RedisChannel, RedisValue> handler, RedisCalls calls) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await calls.BoundAsync(subscriber.UnsubscribeAsync(channel, handler), CancellationToken.None);
            }
            catch (Commands.ServiceUnavailableException)
            {
                // Redis is away, and forgets its subscribers by itself.
            }
        }
    }
}
