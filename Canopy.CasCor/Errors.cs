namespace Canopy.CasCor;

/// <summary>One thing wrong with what the caller gave: the field by its path in snake_case (<c>candidate.patience</c>, <c>inputs[3][1]</c>) and a sentence that names the accepted values.</summary>
public sealed record FieldError(string Field, string Message);

/// <summary>Options outside their ranges; names every mistake at once.</summary>
public sealed class InvalidOptionsException(IReadOnlyList<FieldError> errors)
    : ArgumentException(string.Join(" ", errors.Select(e => e.Message)))
{
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}

/// <summary>Data that cannot be trained on; names every mistake at once (at most 20).</summary>
public sealed class InvalidDataSetException(IReadOnlyList<FieldError> errors)
    : ArgumentException(string.Join(" ", errors.Select(e => e.Message)))
{
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}

/// <summary>A checkpoint that cannot be restored, with the reason.</summary>
public sealed class InvalidCheckpointException(string message, Exception? inner = null) : FormatException(message, inner)
{
    /// <summary>Nothing is wrong with the checkpoint: its checksum fits, or its version is beyond ours. A newer program reads it.</summary>
    public bool IsNewer { get; init; }
}
