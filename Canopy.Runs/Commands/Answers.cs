using System.Text.Json;
using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Commands;

/// <summary>Answers as they are kept: without the run, which is described anew for whoever asks.</summary>
internal static class Answers
{
    public static CommandAnswer Applied(RunCommand command) => ToAnswer(new RunCommandResult(command.CommandId!, command.Command, true, true, null, null));

    public static CommandAnswer Refused(RunCommand command, string reason)
        => ToAnswer(new RunCommandResult(command.CommandId!, command.Command, false, false, reason, null));

    /// <summary>Null for the answer to a command of a newer program.</summary>
    public static RunCommandResult? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ContractsJson.Default.RunCommandResult);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static CommandAnswer ToAnswer(RunCommandResult result)
        => new(result.CommandId, JsonSerializer.Serialize(result, ContractsJson.Default.RunCommandResult));
}
