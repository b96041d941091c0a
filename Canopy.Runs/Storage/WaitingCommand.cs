using System.Text.Json;
using System.Text.Json.Nodes;
using Canopy.Contracts;

namespace Canopy.Runs.Storage;

/// <summary>
/// A command as it waits in a run's inbox: JSON of the <see cref="RunCommand"/>, who gave it, and in which trace. A program that gives commands another meaning adds a
/// <c>format</c> above <see cref="Format"/>; an owner that is older then refuses them instead of doing something else.
/// </summary>
internal static class WaitingCommand
{
    /// <summary>Also of commands that do not name one, as all do that this program leaves.</summary>
    public const int Format = 1;

    private const string By = "by";
    private const string Trace = "traceparent";

    public static string Write(RunCommand command)
    {
        var fields = JsonSerializer.SerializeToNode(command, ContractsJson.Default.RunCommand)!.AsObject();
        if (command.By is { } by)
        {
            fields[By] = by;
        }

        if (TraceParent.Current is { } trace)
        {
            fields[Trace] = trace;
        }

        return fields.ToJsonString();
    }

    public static InboxItem Read(long order, string json)
    {
        try
        {
            var command = JsonSerializer.Deserialize(json, ContractsJson.Default.RunCommand)!;
            var fields = JsonText.TryParse(json) as JsonObject ?? [];
            return FormatOf(fields) > Format
                ? Refuse(order, json)
                : new InboxItem(
                    order, command.CommandId!, command with { By = Text(fields, By) is { Length: > 0 } by ? by : null }, TraceParent: Text(fields, Trace));
        }
        catch (JsonException)
        {
            return Refuse(order, json);
        }
    }

    private static int FormatOf(JsonObject command) => command["format"] is JsonValue value && value.TryGetValue<int>(out var format) ? format : Format;

    /// <summary>The answer has the command's name as it came, for whoever knows it.</summary>
    private static InboxItem Refuse(long order, string json)
    {
        var command = JsonText.TryParse(json) as JsonObject ?? [];
        var id = Text(command, "command_id");
        var answer = new JsonObject
        {
            ["command_id"] = id,
            ["command"] = command["command"]?.DeepClone(),
            ["accepted"] = false,
            ["applied"] = false,
            ["reason"] = NewerData.OfCommand(Text(command, "command"), FormatOf(command)),
        };
        return new InboxItem(order, id, null, new CommandAnswer(id, answer.ToJsonString()));
    }

    private static string Text(JsonObject fields, string name)
        => fields[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
