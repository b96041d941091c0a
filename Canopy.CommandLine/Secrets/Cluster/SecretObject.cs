using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Canopy.CommandLine.Secrets.Cluster;

/// <summary>A Secret as the cluster has it.</summary>
internal sealed class SecretObject(JsonNode json)
{
    public const string VersionAnnotation = "canopy.dev/secret-version";
    public const string LastRotatedAnnotation = "canopy.dev/last-rotated";

    /// <summary>Since when a key has its value: <c>last-rotated.canopy.dev/KEY</c>.</summary>
    public const string KeyRotatedPrefix = "last-rotated.canopy.dev/";

    /// <summary>Until when a value before must stay accepted: <c>accepted-until.canopy.dev/KEY</c>.</summary>
    public const string AcceptedUntilPrefix = "accepted-until.canopy.dev/";

    /// <summary>On a backup: whose it is.</summary>
    public const string BackupOfLabel = "canopy.dev/backup-of";

    private static readonly KeyValuePair<string, string> PartOf = new("app.kubernetes.io/part-of", "canopy");

    public string Name => (string)json["metadata"]!["name"]!;

    public string ResourceVersion => (string)json["metadata"]!["resourceVersion"]!;

    /// <summary>1, 2, …; 0 where it was not made by this program.</summary>
    public int Version => int.TryParse(Annotation(VersionAnnotation), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    public string? BackupOf => (string?)json["metadata"]!["labels"]?[BackupOfLabel];

    public DateTimeOffset Created => Time((string?)json["metadata"]!["creationTimestamp"]) ?? DateTimeOffset.UnixEpoch;

    public IReadOnlyList<string> Keys => [.. (json["data"] as JsonObject ?? []).Select(p => p.Key)];

    public JsonObject Data => json["data"] as JsonObject ?? [];

    public IReadOnlyList<KeyValuePair<string, string>> Annotations
        => [.. (json["metadata"]!["annotations"] as JsonObject ?? []).Select(a => KeyValuePair.Create(a.Key, (string?)a.Value ?? ""))];

    public string? Annotation(string name) => (string?)json["metadata"]!["annotations"]?[name];

    /// <summary>Since when the key has its value.</summary>
    public DateTimeOffset RotatedAt(string key)
        => Time(Annotation(KeyRotatedPrefix + key)) ?? Time(Annotation(LastRotatedAnnotation)) ?? Created;

    /// <summary>Until when the value of a KEY_PREVIOUS must stay; null where nothing says so.</summary>
    public DateTimeOffset? AcceptedUntil(string key) => Time(Annotation(AcceptedUntilPrefix + key));

    /// <summary>A value; null where there is none, or nothing in it.</summary>
    public string? Value(string key)
        => (string?)Data[key] is { Length: > 0 } encoded ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded)) : null;

    /// <summary>A new object, to be created.</summary>
    public static JsonObject New(string name, IEnumerable<KeyValuePair<string, string>> values, IEnumerable<KeyValuePair<string, string>> annotations, string type = "Opaque")
        => new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["type"] = type,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject { [PartOf.Key] = PartOf.Value },
                ["annotations"] = new JsonObject(annotations.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))),
            },
            ["data"] = new JsonObject(values.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)Encoded(v.Value)))),
        };

    public static string Encoded(string value) => Convert.ToBase64String(Encoding.UTF8.GetBytes(value));

    /// <summary>RFC 3339, in seconds.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset? Time(string? text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
