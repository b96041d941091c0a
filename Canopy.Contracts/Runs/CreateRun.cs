using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Canopy.Contracts;

/// <summary>Body of <c>POST /v1/runs</c>.</summary>
public sealed record CreateRun
{
    /// <summary>At most 100 characters; made from the data set's name when absent.</summary>
    public string? Name { get; init; }

    /// <summary>At most 2,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>At most 20 of at most 40 characters.</summary>
    public string[]? Tags { get; init; }

    /// <summary>What to train on.</summary>
    public required DatasetSpec Dataset { get; init; }

    /// <summary>Preset to start from; the generator's suggestion when absent.</summary>
    public string? Preset { get; init; }

    /// <summary>Options that differ from the preset, in the JSON form of <see cref="CasCor.TrainingOptions"/>.</summary>
    public JsonObject? Options { get; init; }

    /// <summary>Seed of the initial weights. Range [0, 2^53 − 1]. Drawn by the server when absent.</summary>
    public long? Seed { get; init; }

    /// <summary>Epochs per second, or 0 for as fast as possible. Range 0, or [0.1, 1,000,000]. A watchable speed for small problems when absent.</summary>
    public double? Pace { get; init; }

    /// <summary>Whether to start it at once.</summary>
    [MayBeAbsent]
    public bool Start { get; init; } = true;

    /// <summary>Who asks (<see cref="RunDescription.CreatedBy"/>). Not part of the body: whoever takes the request knows.</summary>
    [JsonIgnore]
    public string? By { get; init; }

    /// <summary>Idempotency key: the same caller's same key makes one run. Not part of the body: a header.</summary>
    [JsonIgnore]
    public string? Key { get; init; }
}

/// <summary>Names a data set: a generator with its parameters, or values given in place.</summary>
public sealed record DatasetSpec
{
    /// <summary>Name of a generator; absent where data is given.</summary>
    public string? Generator { get; init; }

    /// <summary>Generator parameters that differ from their defaults.</summary>
    public Dictionary<string, double>? Parameters { get; init; }

    /// <summary>Values in place of a generator.</summary>
    public InlineData? Data { get; init; }
}

/// <summary>Patterns in place: one row per pattern.</summary>
public sealed record InlineData
{
    public string? Name { get; init; }

    [MayBeAbsent]
    public CasCor.ProblemKind Kind { get; init; }

    public required float[][] Inputs { get; init; }

    /// <summary>Classification: −0.5 and 0.5, one output for two classes, else one per class. Regression: any finite values.</summary>
    public required float[][] Targets { get; init; }
}
