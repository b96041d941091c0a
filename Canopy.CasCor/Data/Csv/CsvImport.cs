using Canopy.CasCor.Data.Csv;

namespace Canopy.CasCor;

/// <summary>
/// Reads data sets from CSV files (RFC 4180, and what else is common: see docs/data.md). Memory is bounded by the options' limits,
/// whatever the file holds.
/// </summary>
public static class CsvImport
{
    /// <summary>Reads UTF-8, or UTF-16 with a byte order mark. The stream is left open.</summary>
    /// <param name="stream">The file, from its beginning.</param>
    /// <param name="options">Defaults where null.</param>
    /// <exception cref="InvalidDataSetException">
    /// What is wrong with the file, by line and column (at most 20), or with the options. Fields are <c>line[17]</c>,
    /// <c>line[17].column[3]</c>, <c>column[3]</c>, counted from 1 as a person would, <c>file</c>, or the option's name.
    /// </exception>
    public static CsvImportResult Read(Stream stream, CsvImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new CsvImportOptions();
        var errors = new CsvErrors();
        CsvOptionsCheck.Run(options, errors);
        using var reader = new CsvTextReader(stream, options.MaxBytes, errors);
        return Read(reader, options, errors);
    }

    /// <summary>Reads text.</summary>
    /// <inheritdoc cref="Read(Stream, CsvImportOptions?)"/>
    public static CsvImportResult Read(TextReader reader, CsvImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= new CsvImportOptions();
        var errors = new CsvErrors();
        CsvOptionsCheck.Run(options, errors);
        return Read(reader, options, errors);
    }

    private static CsvImportResult Read(TextReader reader, CsvImportOptions options, CsvErrors errors)
    {
        var scanner = new CsvScanner(reader, options, errors);
        scanner.Delimiter = options.Delimiter ?? CsvDialect.ChooseDelimiter(scanner.Beginning);
        if (!scanner.ReadRow())
            throw errors.Fatal("file", "The file is empty; there must be rows of data.");

        bool hasHeader = options.HasHeader ?? CsvDialect.IsHeader(scanner);
        var table = new CsvTable(CsvColumns.Read(scanner, hasHeader, options, errors), options, errors);
        if (!hasHeader)
            table.Add(scanner);
        while (scanner.ReadRow())
            table.Add(scanner);
        errors.ThrowIfAny();

        (Dataset dataset, IReadOnlyList<CsvClassReport> classes, int dropped) = CsvAssembly.Run(table, options, errors);
        return new CsvImportResult(dataset, new CsvImportReport
        {
            Delimiter = scanner.Delimiter,
            HasHeader = hasHeader,
            RowsRead = table.Rows,
            RowsDropped = dropped,
            Columns = [.. table.Columns.All.Select(c => c.ToReport())],
            Classes = classes,
        });
    }
}
