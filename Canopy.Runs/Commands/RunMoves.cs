using Canopy.Contracts;

namespace Canopy.Runs.Commands;

/// <summary>The state machine: which commands a run takes in which status (RUN-02).</summary>
internal static class RunMoves
{
    /// <summary>Commands that are accepted in a status.</summary>
    public static IReadOnlyList<RunCommandKind> Allowed(RunStatus status) => status switch
    {
        RunStatus.Stopped => [RunCommandKind.Start, RunCommandKind.Step, RunCommandKind.Reset, RunCommandKind.SetOptions, RunCommandKind.SetPace],
        RunStatus.Started => [RunCommandKind.Pause, RunCommandKind.Stop, RunCommandKind.Reset, RunCommandKind.SetOptions, RunCommandKind.SetPace],
        RunStatus.Paused =>
        [
            RunCommandKind.Start, RunCommandKind.Resume, RunCommandKind.Step, RunCommandKind.Stop, RunCommandKind.Reset,
            RunCommandKind.SetOptions, RunCommandKind.SetPace,
        ],
        RunStatus.Completed or RunStatus.Failed => [RunCommandKind.Reset],
        _ => [],
    };

    /// <summary>Why a command is refused, or null when it is not.</summary>
    public static string? Refusal(RunStatus status, RunCommandKind command)
    {
        var allowed = Allowed(status);
        if (allowed.Contains(command))
        {
            return null;
        }

        var names = string.Join(", ", allowed.Select(Name));
        return status is RunStatus.Completed or RunStatus.Failed
            ? $"The run is {Name(status)} and does not take {Name(command)}: reset it first (it takes {names})."
            : $"The run is {Name(status)} and does not take {Name(command)}; it takes {names}.";
    }

    public static string Name(RunCommandKind command) => command switch
    {
        RunCommandKind.SetOptions => "set_options",
        RunCommandKind.SetPace => "set_pace",
        _ => Lower(command.ToString()),
    };

    public static string Name(RunStatus status) => Lower(status.ToString());

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
