namespace Canopy.CasCor;

/// <summary>How <see cref="CsvImport"/> reads a file, and how much of it it takes.</summary>
public sealed record CsvImportOptions
{
    /// <summary>Name of the data set.</summary>
    public string Name { get; init; } = "data";

    /// <summary>Whether the first row holds the columns' names. Null: it does when none of its fields is a number.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>Comma, semicolon, tab or vertical bar. Null: the one of comma, semicolon and tab that fits the first lines.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The target columns, each by name or by number from 1. Empty: the last column that is not left out.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Columns that are not read, each by name or by number from 1.</summary>
    public IReadOnlyList<string> LeaveOut { get; init; } = [];

    /// <summary>
    /// Null: classification when the one target column holds text, or whole numbers of which there are few different ones (two, or up
    /// to 20 that occur in five rows each on average); otherwise regression.
    /// </summary>
    public ProblemKind? Kind { get; init; }

    /// <summary>What to do about missing values.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>Brings each input to mean 0 and deviation 1; what was done is kept in <see cref="DataDescription.Inputs"/>.</summary>
    public bool StandardiseInputs { get; init; } = true;

    /// <summary>The same for the targets of a regression, kept in <see cref="DataDescription.Targets"/>.</summary>
    public bool StandardiseTargets { get; init; } = true;

    /// <summary>Most bytes of a stream, or characters of a reader: 1 to 2³⁰.</summary>
    public int MaxBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Most rows, without the header: 1 to <see cref="Dataset.MaxPatterns"/>.</summary>
    public int MaxRows { get; init; } = 50_000;

    /// <summary>Most inputs: 1 to <see cref="Dataset.MaxColumns"/>.</summary>
    public int MaxFeatures { get; init; } = 100;

    /// <summary>Most classes: 2 to 1,000.</summary>
    public int MaxClasses { get; init; } = 100;

    /// <summary>Most columns of the file, with those that are left out: 2 to 100,000.</summary>
    public int MaxColumns { get; init; } = 1_000;

    /// <summary>Most characters of a row, which is several lines where a quoted field goes on over a line's end: 1 to 2²⁴.</summary>
    public int MaxLineLength { get; init; } = 100_000;

    /// <summary>Most characters of a field: 1 to 2²⁴.</summary>
    public int MaxFieldLength { get; init; } = 10_000;
}
