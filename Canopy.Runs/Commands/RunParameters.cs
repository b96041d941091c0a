using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Commands;

/// <summary>Checks the parameters of commands before anyone is asked to carry them out.</summary>
internal static class RunParameters
{
    /// <param name="data">The run's data, where the options are checked against it: see <see cref="MayChangeAnything"/>.</param>
    /// <exception cref="InvalidRequestException">A parameter is wrong.</exception>
    public static void Check(RunState state, RunCommand command, Dataset? data)
    {
        var errors = new FieldErrors();
        switch (command.Command)
        {
            case RunCommandKind.SetOptions:
                var changed = ChangedOptions(state, command, errors);
                errors.Add("options", data is null ? [] : OptionCatalogue.Check(changed, data));
                break;
            case RunCommandKind.SetPace when command.Pace is null:
                errors.Add("pace", "pace is missing; it must be 0 (as fast as possible), or epochs per second.");
                break;
            case RunCommandKind.SetPace:
                CheckPace(command.Pace, errors);
                break;
            case RunCommandKind.Step when !Enum.IsDefined(command.Unit):
                errors.Add("unit", "unit must be epoch or phase.");
                break;
            default:
                break;
        }

        errors.ThrowIfAny();
    }

    /// <exception cref="InvalidRequestException">An id that is empty or too long.</exception>
    public static void CheckCommandId(string? commandId)
    {
        if (commandId is not null && (string.IsNullOrWhiteSpace(commandId) || commandId.Length > RunLimits.CommandIdLength))
        {
            var errors = new FieldErrors();
            errors.Add("command_id", $"command_id must have 1 to {RunLimits.CommandIdLength} characters.");
            errors.Throw();
        }
    }

    public static void CheckPace(double? pace, FieldErrors errors)
    {
        if (pace is { } given && !RunLimits.IsPace(given))
        {
            errors.Add("pace", $"pace is {given}; it must be 0 (as fast as possible), or from {RunLimits.MinPace} to {RunLimits.MaxPace:#,0} epochs per second.");
        }
    }

    /// <summary>Whether the run's network is untrained and nobody trains it: it may still take any options.</summary>
    public static bool MayChangeAnything(RunState state) => state.IsUntrained && state.Description.Status != RunStatus.Started;

    /// <summary>The run's options after a set_options command.</summary>
    public static TrainingOptions ChangedOptions(RunState state, RunCommand command, FieldErrors errors)
    {
        var current = state.Description.Options;
        if (command.Options is not { Count: > 0 })
        {
            errors.Add("options", "options must have at least one option to change.");
            return current;
        }

        var changed = OptionsMerge.Apply(current, command.Options, "options", errors);
        errors.Add("options", MayChangeAnything(state) ? OptionCatalogue.Check(changed) : OptionCatalogue.CheckChange(current, changed));
        return changed;
    }
}
