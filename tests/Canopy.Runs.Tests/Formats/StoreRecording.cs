using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using StackExchange.Redis;

namespace Canopy.Runs.Tests.Formats;

/// <summary>
/// All that a Redis holds as readable JSON, and back: texts as they are, other bytes as <c>{"base64": …}</c>. Leases are left out:
/// whoever held them is gone.
/// </summary>
internal static class StoreRecording
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<JsonObject> SaveAsync(IDatabase redis)
    {
        var keys = new JsonObject();
        foreach (var key in ((string[])(await redis.ExecuteAsync("KEYS", "canopy:*"))!).Where(k => !k.EndsWith(":lease", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            keys[key] = await SaveAsync(redis, key);
        }

        return keys;
    }

    public static string ToText(JsonObject recording) => recording.ToJsonString(Readable) + "\n";

    public static async Task LoadAsync(IDatabase redis, JsonObject keys)
    {
        foreach (var (key, value) in keys)
        {
            foreach (var command in Commands(key, value!.AsObject()))
            {
                await redis.ExecuteAsync((string)command[0], command[1..]);
            }
        }
    }

    private static async Task<JsonObject> SaveAsync(IDatabase redis, string key) => await redis.KeyTypeAsync(key) switch
    {
        RedisType.Hash => new() { ["hash"] = Pairs((await redis.HashGetAllAsync(key)).Select(f => (f.Name, f.Value))) },
        RedisType.SortedSet => new() { ["sorted"] = Pairs((await redis.SortedSetRangeByRankWithScoresAsync(key)).Select(m => (m.Element, (RedisValue)m.Score))) },
        RedisType.Set => new() { ["set"] = List(await redis.SetMembersAsync(key)) },
        RedisType.List => new() { ["list"] = List(await redis.ListRangeAsync(key)) },
        RedisType.Stream => new() { ["stream"] = new JsonObject((await redis.StreamRangeAsync(key)).Select(e => KeyValuePair.Create((string)e.Id!, (JsonNode?)ToNode(e["f"])))) },
        RedisType.String => new() { ["string"] = ToNode(await redis.StringGetAsync(key)) },
        var type => throw new InvalidOperationException($"{key} is a {type}, which no recording has had before."),
    };

    private static IEnumerable<object[]> Commands(string key, JsonObject value)
    {
        var (type, content) = value.Single();
        return type switch
        {
            "hash" => content!.AsObject().Select(f => new object[] { "HSET", key, f.Key, ToBytes(f.Value!) }),
            "sorted" => content!.AsObject().Select(m => new object[] { "ZADD", key, (string)m.Value!, m.Key }),
            "set" => content!.AsArray().Select(m => new object[] { "SADD", key, ToBytes(m!) }),
            "list" => content!.AsArray().Select(m => new object[] { "RPUSH", key, ToBytes(m!) }),
            "stream" => content!.AsObject().Select(e => new object[] { "XADD", key, e.Key, "f", ToBytes(e.Value!) }),
            "string" => [["SET", key, ToBytes(content!)]],
            _ => throw new InvalidOperationException($"{key} is recorded as a {type}, which is none of Redis."),
        };
    }

    private static JsonObject Pairs(IEnumerable<(RedisValue Name, RedisValue Value)> pairs)
        => new(pairs.OrderBy(p => (string)p.Name!, StringComparer.Ordinal).Select(p => KeyValuePair.Create((string)p.Name!, (JsonNode?)ToNode(p.Value))));

    private static JsonArray List(RedisValue[] items) => new([.. items.Select(item => (JsonNode?)ToNode(item))]);

    private static JsonNode ToNode(RedisValue value)
    {
        var bytes = (byte[])value!;
        try
        {
            var text = Strict.GetString(bytes);
            if (!text.Any(char.IsControl))
            {
                return JsonValue.Create(text);
            }
        }
        catch (DecoderFallbackException)
        {
            // No text.
        }

        return new JsonObject { ["base64"] = Convert.ToBase64String(bytes) };
    }

    private static byte[] ToBytes(JsonNode node)
        => node is JsonObject bytes ? Convert.FromBase64String((string)bytes["base64"]!) : Encoding.UTF8.GetBytes((string)node!);
}
