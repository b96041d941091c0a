using System.Text.Json;
using Canopy.Contracts;
using Canopy.Runs.Commands;

namespace Canopy.Runs.Api;

/// <summary>Reads the body of <c>POST /v1/runs/{id}/commands</c>.</summary>
internal static class RunCommandReader
{
    private static readonly string Commands = "one of " + string.Join(", ", Enum.GetValues<RunCommandKind>().Select(RunMoves.Name));

    /// <exception cref="InvalidRequestException">A field is wrong.</exception>
    public static RunCommand Read(JsonElement body, string? idempotencyKey)
    {
        var errors = new FieldErrors();
        var fields = new JsonFields(body, "", errors);
        var json = ContractsJson.Default;
        fields.Require("command", Commands);
        var command = new RunCommand
        {
            Command = fields.Read("command", json.NullableRunCommandKind, Commands) ?? default,
            CommandId = fields.Read("command_id", json.String, $"a text of 1 to {RunLimits.CommandIdLength} characters") ?? idempotencyKey,
            Unit = fields.Read("unit", json.NullableStepUnit, "epoch or phase") ?? StepUnit.Epoch,
            Options = fields.Read("options", json.JsonObject, "an object with the options to change"),
            Pace = fields.Read("pace", json.NullableDouble, $"0, or from {RunLimits.MinPace} to {RunLimits.MaxPace:#,0} epochs per second"),
        };
        if (idempotencyKey is not null && command.CommandId != idempotencyKey)
        {
            errors.Add("command_id", "command_id and the header Idempotency-Key name different ids; give one of them.");
        }

        fields.RefuseOthers();
        errors.ThrowIfAny();
        return command;
    }
}
