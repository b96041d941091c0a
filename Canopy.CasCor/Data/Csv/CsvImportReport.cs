namespace Canopy.CasCor;

/// <summary>What a CSV import found in a file and made of it.</summary>
public sealed record CsvImportReport
{
    /// <summary>The character between fields.</summary>
    public required char Delimiter { get; init; }

    /// <summary>Whether the first row was taken for names.</summary>
    public required bool HasHeader { get; init; }

    /// <summary>Rows of the file, without the header and without blank lines.</summary>
    public required int RowsRead { get; init; }

    /// <summary>Rows left out for a missing value.</summary>
    public required int RowsDropped { get; init; }

    /// <summary>Every column of the file, in order.</summary>
    public required IReadOnlyList<CsvColumnReport> Columns { get; init; }

    /// <summary>Every class, in the order of <see cref="DataDescription.ClassLabels"/>; empty for regression.</summary>
    public required IReadOnlyList<CsvClassReport> Classes { get; init; }
}

/// <summary>A column of the file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Name">As in the header; "column 3" where there is none.</param>
/// <param name="Use">What became of it.</param>
/// <param name="Missing">Missing values; 0 for a column that was not read.</param>
public sealed record CsvColumnReport(int Number, string Name, CsvColumnUse Use, int Missing);

/// <summary>A class and how many patterns it has.</summary>
public sealed record CsvClassReport(string Label, int Patterns);

/// <summary>What became of a column.</summary>
public enum CsvColumnUse
{
    /// <summary>It is an input.</summary>
    Input = 0,

    /// <summary>It is a target.</summary>
    Target = 1,

    /// <summary>It was left out on request.</summary>
    LeftOut = 2,

    /// <summary>It was left out because it has the same value in every row.</summary>
    Constant = 3,

    /// <summary>It was left out because it has no value in any row.</summary>
    Empty = 4,
}

/// <summary>A data set from a CSV file, and what was found on the way.</summary>
public sealed record CsvImportResult(Dataset Dataset, CsvImportReport Report);
