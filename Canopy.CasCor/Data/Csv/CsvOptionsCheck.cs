namespace Canopy.CasCor.Data.Csv;

/// <summary>Finds options outside their ranges.</summary>
internal static class CsvOptionsCheck
{
    private const int MaxLength = 1 << 24;

    public static void Run(CsvImportOptions options, CsvErrors errors)
    {
        if (options.Delimiter is { } delimiter && !CsvDialect.Accepted.Contains(delimiter, StringComparison.Ordinal))
            errors.Add("delimiter", $"delimiter is {CsvErrors.Quote([delimiter])}; it must be a comma, semicolon, tab or vertical bar.");
        if (options.Kind is { } kind && !Enum.IsDefined(kind))
            errors.Add("kind", "kind must be classification or regression.");
        if (!Enum.IsDefined(options.Missing))
            errors.Add("missing", "missing must be refuse, drop_row or fill_mean.");
        if (options.Kind is ProblemKind.Classification && options.Targets.Count > 1)
            errors.Add("targets", $"targets names {options.Targets.Count} columns; classification takes one.");

        CheckRange(errors, "max_bytes", options.MaxBytes, 1, 1 << 30);
        CheckRange(errors, "max_rows", options.MaxRows, 1, Dataset.MaxPatterns);
        CheckRange(errors, "max_features", options.MaxFeatures, 1, Dataset.MaxColumns);
        CheckRange(errors, "max_classes", options.MaxClasses, 2, 1_000);
        CheckRange(errors, "max_columns", options.MaxColumns, 2, 100_000);
        CheckRange(errors, "max_line_length", options.MaxLineLength, 1, MaxLength);
        CheckRange(errors, "max_field_length", options.MaxFieldLength, 1, MaxLength);
        errors.ThrowIfAny();
    }

    private static void CheckRange(CsvErrors errors, string field, int value, int minimum, int maximum)
    {
        if (value < minimum || value > maximum)
            errors.Add(field, $"{field} is {value:N0}; it must be from {minimum:N0} to {maximum:N0}.");
    }
}
