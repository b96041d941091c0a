using System.Text.Json;
using System.Text.Json.Nodes;
using Canopy.Contracts;

namespace Canopy.Runs.Storage;

/// <summary>
/// A command as it waits in a run's inbox: JSON of the <see cref="RunCommand"/>. A program that gives commands another meaning adds a
/// <c>format</c> above <see cref="Format"/>; an owner that is older then refuses them instead of doing something else.
/// </summary>
internal static class WaitingCommand
{
    /// <summary>Also of commands that do not name one, as all do that this program leaves.</summary>
    public const int Format = 1;

    public static string Write(RunCommand command) => JsonSerializer.Serialize(command, ContractsJson.Default.RunCommand);

    public static InboxItem Read(long order, string json)
    {
        try
        {
            var command = JsonSerializer.Deserialize(json, ContractsJson.Default.RunCommand)!;
            if (json.Contains("\"format\"", StringComparison.Ordinal) && FormatOf(JsonText.TryParse(json)) > Format)
            {
                return Refuse(order, json);
            }

            return new InboxItem(order, command.CommandId!, command);
        }
        catch (JsonException)
        {
            return Refuse(order, json);
        }
    }

    private static int FormatOf(JsonNode? command) => command?["format"] is JsonValue value && value.TryGetValue<int>(out var format) ? format : Format;

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
