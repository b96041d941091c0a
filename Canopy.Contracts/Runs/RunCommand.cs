using System.Text.Json.Serialization;

namespace Canopy.Contracts;

/// <summary>What can be asked of a run.</summary>
public enum RunCommandKind
{
    /// <summary>Stopped → Started; also Paused → Started, as resume.</summary>
    Start = 0,

    /// <summary>Started → Paused, at the next epoch boundary.</summary>
    Pause = 1,

    /// <summary>Paused → Started.</summary>
    Resume = 2,

    /// <summary>Started or Paused → Stopped; the network stays and can be started again.</summary>
    Stop = 3,

    /// <summary>Any → Stopped, with an untrained network; the log starts anew.</summary>
    Reset = 4,

    /// <summary>Stopped or Paused → one epoch, or to the end of the phase, then Paused.</summary>
    Step = 5,

    /// <summary>Changes training options from the next epoch on.</summary>
    SetOptions = 6,

    /// <summary>Changes the pace; the network does not depend on it.</summary>
    SetPace = 7,
}

/// <summary>How far a step goes.</summary>
public enum StepUnit
{
    Epoch = 0,
    Phase = 1,
}

/// <summary>One command for one run.</summary>
public sealed record RunCommand
{
    public required RunCommandKind Command { get; init; }

    /// <summary>Idempotency key: a repeated command with the same id has one effect. Made up by the server when absent.</summary>
    public string? CommandId { get; init; }

    /// <summary>For <see cref="RunCommandKind.Step"/>.</summary>
    [MayBeAbsent]
    public StepUnit Unit { get; init; }

    /// <summary>For <see cref="RunCommandKind.SetOptions"/>: the options to change, in the JSON form of the options; others stay.</summary>
    public System.Text.Json.Nodes.JsonObject? Options { get; init; }

    /// <summary>For <see cref="RunCommandKind.SetPace"/>: epochs per second, or 0 for as fast as possible. Range 0, or [0.1, 1,000,000].</summary>
    public double? Pace { get; init; }

    /// <summary>Who gives it, as in <see cref="RunDescription.CreatedBy"/>. Not part of the body: whoever takes the request knows.</summary>
    [JsonIgnore]
    public string? By { get; init; }
}

/// <summary>What became of a command.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Command">The command.</param>
/// <param name="Accepted">False: refused, for <paramref name="Reason"/>.</param>
/// <param name="Applied">False while accepted: handed to the run's owner, who has not answered within the time allowed.</param>
/// <param name="Reason">Why it was refused; null otherwise.</param>
/// <param name="Run">The run afterwards.</param>
public sealed record RunCommandResult(
    string CommandId, RunCommandKind Command, bool Accepted, bool Applied, string? Reason, RunDescription? Run);
