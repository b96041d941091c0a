using System.Text.Json;
using System.Text.Json.Nodes;
using Canopy.Contracts;

namespace Canopy.Runs.Tests.Contracts;

/// <summary>
/// What web says itself, beside the interface of the backend that it passes on: the messages of its sockets as an AsyncAPI document, with
/// the numbers of binary frames and columns (docs/stream.md), and the bodies of its own routes among the schemas.
/// </summary>
internal static class WebDocument
{
    private static readonly Type[] Bodies = [typeof(SystemStatus), typeof(SessionStatus), typeof(SignIn), typeof(SignedIn)];

    /// <summary>Unknown stands for what a program cannot name.</summary>
    private static IEnumerable<EventKind> Kinds => Enum.GetValues<EventKind>().Where(kind => kind != EventKind.Unknown);

    public static IReadOnlyList<Type> Types =>
        [.. Kinds.Select(PayloadOf).OfType<Type>(), typeof(ControlMessage), typeof(CommandResponse), .. Bodies];

    public static JsonObject Of(JsonObject schemas)
    {
        var messages = new JsonObject();
        foreach (var kind in Kinds)
        {
            messages[Name(kind)] = new JsonObject
            {
                ["payload"] = PayloadOf(kind) is { } type ? Reference("schemas", type.Name) : new JsonObject { ["description"] = "Columns of epochs." },
                ["x-kind"] = (int)kind,
                ["x-envelope"] = EnvelopeWriter.TypeOf(kind),
            };
        }

        messages["control_message"] = new JsonObject { ["payload"] = Reference("schemas", nameof(ControlMessage)) };
        messages["command_response"] = new JsonObject { ["payload"] = Reference("schemas", nameof(CommandResponse)) };
        string[] connection = [Name(EventKind.ConnectionEstablished), Name(EventKind.Ping), Name(EventKind.Pong), Name(EventKind.ServerShutdown)];
        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Canopy.Web", ["version"] = "1.0.0", ["description"] = "docs/stream.md" },
            ["channels"] = new JsonObject
            {
                ["training"] = Channel("/ws/training", Kinds.Select(kind => Name(kind))),
                ["control"] = Channel("/ws/control", [.. connection, "control_message", "command_response"]),
            },
            ["components"] = new JsonObject { ["messages"] = messages, ["schemas"] = schemas },
            ["x-columns"] = new JsonObject(Enum.GetValues<EpochColumn>().Select(c => KeyValuePair.Create(Name(c), (JsonNode?)(int)c))),
        };
    }

    private static JsonObject Channel(string address, IEnumerable<string> messages) => new()
    {
        ["address"] = address,
        ["messages"] = new JsonObject(messages.Select(m => KeyValuePair.Create(m, (JsonNode?)Reference("messages", m)))),
    };

    private static JsonObject Reference(string kind, string name) => new() { ["$ref"] = $"#/components/{kind}/{name}" };

    private static string Name<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Null: columns.</summary>
    private static Type? PayloadOf(EventKind kind) => kind switch
    {
        EventKind.OutputEpochs or EventKind.CandidateEpochs => null,
        EventKind.StatusChange => typeof(StatusChange),
        EventKind.PhaseChange => typeof(PhaseChange),
        EventKind.CascadeAdd => typeof(CascadeAdd),
        EventKind.Topology => typeof(Topology),
        EventKind.ParamsUpdated => typeof(ParamsUpdated),
        EventKind.OwnerChange => typeof(OwnerChange),
        EventKind.ConnectionEstablished => typeof(ConnectionEstablished),
        EventKind.InitialStatus => typeof(InitialStatus),
        EventKind.Ping => typeof(Ping),
        EventKind.ServerShutdown => typeof(ServerShutdown),
        EventKind.Pong => typeof(Pong),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A new kind needs its payload here."),
    };
}
