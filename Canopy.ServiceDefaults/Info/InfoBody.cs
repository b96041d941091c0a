using System.Text.Json.Serialization;

namespace Canopy.ServiceDefaults.Info;

internal sealed record InfoBody(
    string Service,
    string Version,
    string? Commit,
    DateTimeOffset? BuildDate,
    string Environment,
    string Mode,
    PodBody Pod,
    string Runtime,
    int Processors,
    DateTimeOffset StartedAt,
    double UptimeSeconds,
    bool Started,
    bool Ready,
    long Errors,
    ErrorBody? LastError);

internal sealed record PodBody(string? Name, string? Namespace);

internal sealed record ErrorBody(DateTimeOffset At, string Level, string Category, string Message, string? Exception);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(InfoBody))]
internal sealed partial class InfoJson : JsonSerializerContext;
