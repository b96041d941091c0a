using System.Text.Json;
using System.Text.Json.Nodes;
using Canopy.Contracts;

namespace Canopy.Web.Control;

/// <summary>
/// Reads a command field by field, so that a mistake is answered with the field's name and with the command's id wherever
/// there is one.
/// </summary>
internal static class ControlReader
{
    private const int MaxIdLength = 100;

    private static readonly Dictionary<string, RunCommandKind> Kinds =
        Enum.GetValues<RunCommandKind>().ToDictionary(k => JsonNamingPolicy.SnakeCaseLower.ConvertName(k.ToString()));

    /// <summary>The message, or the answer that says what is wrong with it.</summary>
    public static (ControlMessage? Message, CommandResponse? Refusal) Read(ReadOnlySpan<byte> bytes)
    {
        JsonObject fields;
        try
        {
            if (JsonNode.Parse(bytes) is not JsonObject parsed)
            {
                return (null, Malformed("A command is a JSON object."));
            }

            // A repeated name shows only when the object is first looked into.
            _ = parsed.Count;
            fields = parsed;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return (null, Malformed("The message is not valid JSON."));
        }

        return Read(fields);
    }

    private static (ControlMessage? Message, CommandResponse? Refusal) Read(JsonObject fields)
    {
        var errors = new Dictionary<string, string[]>();
        var runId = Text(fields, "run_id", "The id of a run.", errors);
        var commandId = Text(fields, "command_id", $"An id that the client makes up, at most {MaxIdLength} characters; the answer repeats it.", errors);
        var command = Text(fields, "command", $"One of {string.Join(", ", Kinds.Keys)}.", errors);
        var parameters = Parameters(fields, errors);
        if (command is not null && !Kinds.ContainsKey(command))
        {
            return (null, new CommandResponse
            {
                CommandId = commandId,
                Command = command,
                Status = ControlStatus.Error,
                Code = ControlCode.UnknownCommand,
                Error = $"There is no command '{command}'. Commands are {string.Join(", ", Kinds.Keys)}.",
            });
        }

        if (errors.Count > 0)
        {
            return (null, new CommandResponse
            {
                CommandId = commandId,
                Command = command,
                Status = ControlStatus.Error,
                Code = ControlCode.InvalidParameters,
                Error = string.Join(" ", errors.Select(e => $"{e.Key}: {string.Join(" ", e.Value)}")),
                Errors = errors,
            });
        }

        return (new ControlMessage
        {
            RunId = runId!,
            CommandId = commandId!,
            Command = Kinds[command!],
            Params = parameters,
            Traceparent = fields["traceparent"] is JsonValue trace && trace.TryGetValue<string>(out var text) ? text : null,
        }, null);
    }

    private static string? Text(JsonObject fields, string name, string accepted, Dictionary<string, string[]> errors)
    {
        if (fields[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length is > 0 and <= MaxIdLength)
        {
            return text;
        }

        errors[name] = [accepted];
        return null;
    }

    private static ControlParameters? Parameters(JsonObject fields, Dictionary<string, string[]> errors)
    {
        try
        {
            return fields["params"]?.Deserialize(ContractsJson.Default.ControlParameters);
        }
        catch (JsonException e)
        {
            var path = e.Path is { Length: > 2 } inner ? $"params.{inner[2..]}" : "params";
            errors[path] = [path switch
            {
                "params.unit" => "epoch or phase.",
                "params.pace" => "Epochs per second, or 0 for as fast as possible.",
                "params.options" => "An object with the options to change.",
                _ => "An object with the command's parameters.",
            }];
            return null;
        }
    }

    private static CommandResponse Malformed(string error)
        => new() { Status = ControlStatus.Error, Code = ControlCode.MalformedMessage, Error = error };
}
