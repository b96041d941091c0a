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
        foreach (var key in Texts(await redis.ExecuteAsync("KEYS", "canopy:*")).Where(k => !k.EndsWith(":lease", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
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

    private static async Task<JsonObject> SaveAsync(IDatabase redis, string key)
    {
        var type = (string)(await redis.ExecuteAsync("TYPE", key))!;
        return type switch
        {
            "hash" => new JsonObject { ["hash"] = Pairs(await redis.ExecuteAsync("HGETALL", key)) },
            "zset" => new JsonObject { ["sorted"] = Pairs(await redis.ExecuteAsync("ZRANGE", key, 0, -1, "WITHSCORES")) },
            "set" => new JsonObject { ["set"] = List(await redis.ExecuteAsync("SMEMBERS", key)) },
            "list" => new JsonObject { ["list"] = List(await redis.ExecuteAsync("LRANGE", key, 0, -1)) },
            "stream" => new JsonObject { ["stream"] = Entries(await redis.ExecuteAsync("XRANGE", key, "-", "+")) },
            "string" => new JsonObject { ["string"] = ToNode((byte[])(await redis.ExecuteAsync("GET", key))!) },
            _ => throw new InvalidOperationException($"{key} is a {type}, which no recording has had before."),
        };
    }

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

    private static JsonObject Pairs(RedisResult flat)
    {
        var values = (RedisResult[])flat!;
        var pairs = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i += 2)
        {
            pairs[(string)values[i]!] = (byte[])values[i + 1]!;
        }

        return new JsonObject(pairs.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)ToNode(p.Value))));
    }

    /// <summary>Id → frame, the one field of an entry.</summary>
    private static JsonObject Entries(RedisResult entries) => new(((RedisResult[])entries!).Select(entry =>
    {
        var (id, fields) = ((string)((RedisResult[])entry!)[0]!, (RedisResult[])((RedisResult[])entry!)[1]!);
        return KeyValuePair.Create(id, (JsonNode?)ToNode((byte[])fields[1]!));
    }));

    private static JsonArray List(RedisResult list) => new([.. ((RedisResult[])list!).Select(item => (JsonNode?)ToNode((byte[])item!))]);

    private static string[] Texts(RedisResult list) => [.. ((RedisResult[])list!).Select(text => (string)text!)];

    private static JsonNode ToNode(byte[] bytes)
    {
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
