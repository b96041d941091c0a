using System.Text.Json.Nodes;
using Canopy.CasCor;

namespace Canopy.Contracts;

/// <summary>Data of an <c>event</c> envelope: which event, and its details, as the ancestor's clients expect it.</summary>
public sealed record StatusChange(StatusChangeDetails Details)
{
    public string EventType { get; init; } = "status_change";
}

/// <summary>A run's status changed.</summary>
public sealed record StatusChangeDetails
{
    public required RunStatus Status { get; init; }
    public RunStatus? PreviousStatus { get; init; }
    public required RunPhase Phase { get; init; }
    public required long Epoch { get; init; }
    public required int HiddenUnits { get; init; }

    /// <summary>created, start, pause, resume, stop, reset, step, victory, max_hidden_units, max_epochs, early_stopped, diverged, error.</summary>
    public required string Cause { get; init; }

    /// <summary>A sentence, for failures.</summary>
    public string? Reason { get; init; }

    /// <summary>The command that caused it.</summary>
    public string? CommandId { get; init; }

    /// <summary>Who gave that command, or created the run, in the words of a run's created_by; null when nobody did.</summary>
    public string? By { get; init; }

    /// <summary>Final or current figures; null before the first output epoch.</summary>
    public float? Loss { get; init; }
    public float? Accuracy { get; init; }
    public int? ErrorBits { get; init; }

    /// <summary>The same over the validation patterns; null without them.</summary>
    public float? ValidationLoss { get; init; }
    public float? ValidationAccuracy { get; init; }

    /// <summary>On completion.</summary>
    public string? NetworkHash { get; init; }
}

/// <summary>Data of a <c>state</c> envelope: a phase begins.</summary>
public sealed record PhaseChange
{
    public required RunStatus Status { get; init; }
    public required RunPhase Phase { get; init; }

    /// <summary>Epochs completed before the phase.</summary>
    public required long CurrentEpoch { get; init; }
    public required int HiddenUnits { get; init; }
    public required int MaxHiddenUnits { get; init; }

    /// <summary>Unix time in seconds.</summary>
    public required double PhaseStartedAt { get; init; }
}

/// <summary>Data of an <c>event</c> envelope: a candidate became a hidden unit.</summary>
public sealed record CascadeAdd(CascadeAddDetails Details)
{
    public string EventType { get; init; } = "cascade_add";
}

/// <summary>The installed unit.</summary>
public sealed record CascadeAddDetails
{
    /// <summary>From 0.</summary>
    public required int UnitIndex { get; init; }
    public required int TotalHiddenUnits { get; init; }
    public required long Epoch { get; init; }

    /// <summary>Index of the winner in its pool.</summary>
    public required int Candidate { get; init; }

    /// <summary>Its score S (Fahlman and Lebiere 1990, section 2), over the sum of squared residual errors.</summary>
    public required float Correlation { get; init; }
    public required Activation Activation { get; init; }

    /// <summary>
    /// Its depth, from 1: one more than the deepest unit that it is linked to. Entries of older versions do not have it; they are
    /// of plain cascades, where each unit is a layer.
    /// </summary>
    [MayBeAbsent]
    public int Layer
    {
        get => field > 0 ? field : UnitIndex + 1;
        init;
    }

    /// <summary>Frozen input weights: bias, inputs, earlier hidden units; 0 where there is no link.</summary>
    public required float[] Weights { get; init; }
}

/// <summary>
/// Data of a <c>topology</c> envelope: the output weights as they are now. Training with validation may end by returning to an earlier
/// network: then <see cref="HiddenUnits"/> is less than the units installed, and the later ones are gone.
/// </summary>
public sealed record Topology
{
    public required int InputUnits { get; init; }
    public required int HiddenUnits { get; init; }
    public required int OutputUnits { get; init; }
    public required long Epoch { get; init; }

    /// <summary>False for a sample in mid-phase, true for the weights at a phase's end.</summary>
    public required bool PhaseEnd { get; init; }

    /// <summary>One row per output: bias, inputs, hidden units.</summary>
    public required float[][] OutputWeights { get; init; }
}

/// <summary>Data of a <c>params_updated</c> envelope: options or pace changed; they hold from epoch <c>Epoch</c> + 1.</summary>
public sealed record ParamsUpdated
{
    public required long Epoch { get; init; }
    public string? CommandId { get; init; }

    /// <summary>Who gave the command, in the words of a run's created_by.</summary>
    public string? By { get; init; }

    /// <summary>All options after the change; null when only the pace changed.</summary>
    public TrainingOptions? Options { get; init; }
    public double? Pace { get; init; }

    /// <summary>The change as it was asked for.</summary>
    public JsonObject? Applied { get; init; }
}

/// <summary>Data of an <c>event</c> envelope: another backend trains the run from here on.</summary>
public sealed record OwnerChange(OwnerChangeDetails Details)
{
    public string EventType { get; init; } = "owner_change";
}

/// <summary>The new owner.</summary>
public sealed record OwnerChangeDetails
{
    public required string Owner { get; init; }
    public required string Host { get; init; }

    /// <summary>Fencing token: grows with every owner.</summary>
    public required long Token { get; init; }

    /// <summary>Epoch of the checkpoint it resumed from; 0 at the start.</summary>
    public required long Epoch { get; init; }
    public required string NumericProfile { get; init; }

    /// <summary>The checkpoint was written under another numeric profile: results agree within a tolerance, not bit for bit.</summary>
    [MayBeAbsent]
    public bool ProfileChanged { get; init; }
}
