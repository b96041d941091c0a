using Canopy.CasCor;

namespace Canopy.Contracts;

/// <summary>A run as a list or a page shows it.</summary>
public sealed record RunDescription
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? Note { get; init; }
    public string[] Tags { get; init; } = [];

    public required RunStatus Status { get; init; }

    /// <summary>The status by its name where it is <see cref="RunStatus.Unknown"/>.</summary>
    public string? StatusText { get; init; }
    public required RunPhase Phase { get; init; }

    /// <summary>Why it failed or how it completed: victory, max_hidden_units, max_epochs, early_stopped, diverged, or a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>1 for the run that is next; null when it is not waiting.</summary>
    public int? QueuePosition { get; init; }

    public required DatasetDescription Dataset { get; init; }
    public required TrainingOptions Options { get; init; }
    public required long Seed { get; init; }
    public required double Pace { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>account:NAME, token:NAME, or local where nobody is asked (docs/security.md); null in runs of older versions.</summary>
    public string? CreatedBy { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Completed epochs, both kinds.</summary>
    public long Epoch { get; init; }
    public int HiddenUnits { get; init; }

    /// <summary>Of the last output epoch; null before the first.</summary>
    public float? Loss { get; init; }

    /// <summary>Share in [0, 1] of the last output epoch; null before the first and for regression.</summary>
    public float? Accuracy { get; init; }
    public int? ErrorBits { get; init; }

    /// <summary>Over the validation patterns, of the last output epoch; null before the first and without validation.</summary>
    public float? ValidationLoss { get; init; }

    /// <summary>The same; null for regression, too.</summary>
    public float? ValidationAccuracy { get; init; }

    /// <summary>Of the finished network: <see cref="Network.ComputeHash"/>.</summary>
    public string? NetworkHash { get; init; }

    /// <summary>Number of the newest log entry.</summary>
    public long HeadSeq { get; init; }

    /// <summary>Number of the oldest log entry that is kept: 1, or the entry of the last reset.</summary>
    public long FirstSeq { get; init; }

    /// <summary>The backend that trains it now, and its machine.</summary>
    public string? Owner { get; init; }
    public string? Host { get; init; }

    /// <summary>Numeric profile it is trained under (docs/decisions/0002).</summary>
    public string? NumericProfile { get; init; }

    /// <summary>Version of the program that created it.</summary>
    public string? Version { get; init; }

    /// <summary>Version of what is kept of it: <see cref="RunFormat"/>.</summary>
    [MayBeAbsent]
    public int Format { get; init; }

    /// <summary>
    /// Set where a newer Canopy wrote it: what is newer, and what helps, in a sentence. It is then shown as far as this program can
    /// read it, and neither trained nor changed.
    /// </summary>
    public string? Unreadable { get; init; }
}

/// <summary>The data of a run, without the values.</summary>
public sealed record DatasetDescription
{
    public required string Name { get; init; }
    public string? Generator { get; init; }
    public Dictionary<string, double>? Parameters { get; init; }
    public required ProblemKind Kind { get; init; }
    public required int Patterns { get; init; }
    public required int Inputs { get; init; }
    public required int Outputs { get; init; }
    public required string Hash { get; init; }
}

/// <summary>The values of a run's data, for <c>GET /v1/runs/{id}/dataset</c>: row by row, pattern after pattern.</summary>
public sealed record DatasetValues(DatasetDescription Description, float[] Inputs, float[] Targets);

/// <summary>A page of runs, newest first.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Total">How many match in all.</param>
/// <param name="Next">Value of <c>cursor</c> for the next page; null at the end.</param>
public sealed record RunPage(IReadOnlyList<RunDescription> Runs, int Total, string? Next);

/// <summary>A network's weights, for <c>GET /v1/runs/{id}/network</c>.</summary>
/// <param name="HiddenUnits">In order of installation; weights for bias, inputs, earlier units.</param>
/// <param name="OutputWeights">One row per output: bias, inputs, hidden units.</param>
public sealed record NetworkWeights(
    int Inputs, int Outputs, Activation OutputActivation, IReadOnlyList<HiddenUnit> HiddenUnits, float[][] OutputWeights,
    long Epoch, string Hash);
