namespace Canopy.CasCor.Data.Csv;

/// <summary>A column of the file: its number from 1, its name, and what it is read for.</summary>
internal sealed class CsvColumn(int number, string? name)
{
    public int Number => number;

    /// <summary>As the header says, else made from the number.</summary>
    public string Name { get; } = name ?? $"column {number}";

    /// <summary>As a message calls it.</summary>
    public string Title { get; } = name is null ? $"column {number}" : $"column {CsvErrors.Quote(name)}";

    public CsvColumnUse Use { get; set; }

    public int Missing { get; set; }

    public CsvColumnReport ToReport() => new(Number, Name, Use, Missing);
}
