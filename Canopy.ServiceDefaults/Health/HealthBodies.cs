using System.Text.Json.Serialization;

namespace Canopy.ServiceDefaults.Health;

internal sealed record LiveBody(string Status, IReadOnlyDictionary<string, CheckBody>? Checks = null);

internal sealed record ReadyBody(
    string Status,
    string Mode,
    string App,
    string Redis,
    string Backend,
    IReadOnlyDictionary<string, CheckBody> Checks);

internal sealed record SummaryBody(
    string Status,
    DateTimeOffset Timestamp,
    string Service,
    string Version,
    double UptimeSeconds,
    string Mode,
    bool DemoMode,
    IReadOnlyDictionary<string, CheckBody> Checks)
{
    /// <summary>Written beside the others.</summary>
    [JsonExtensionData]
    public IDictionary<string, object?>? Facts { get; set; }
}

internal sealed record CheckBody(string Status, string? Message, double LatencyMs);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LiveBody))]
[JsonSerializable(typeof(ReadyBody))]
[JsonSerializable(typeof(SummaryBody))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
internal sealed partial class HealthJson : JsonSerializerContext;
