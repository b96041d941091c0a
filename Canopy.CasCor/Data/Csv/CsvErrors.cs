namespace Canopy.CasCor.Data.Csv;

/// <summary>Collects what is wrong with a file; ends the reading when it is enough.</summary>
internal sealed class CsvErrors
{
    private const int MaxErrors = 20;

    // A column of text that is read for numbers is one mistake, and shall not hide the others.
    private const int MaxErrorsOfColumn = 3;
    private const int MaxQuoted = 40;

    private readonly List<FieldError> _errors = [];
    private readonly Dictionary<int, int> _ofColumn = [];

    /// <summary>Something about the file as a whole, or about an option.</summary>
    public void Add(string field, string message)
    {
        _errors.Add(new FieldError(field, message));
        if (_errors.Count >= MaxErrors)
            throw new InvalidDataSetException(_errors);
    }

    public void Add(int line, string message) => Add($"line[{line}]", $"line {line}: {message}");

    /// <summary>Whether another mistake of a column would be kept; asked first where making the message is worth avoiding.</summary>
    public bool Accepts(CsvColumn column) => _ofColumn.GetValueOrDefault(column.Number) < MaxErrorsOfColumn;

    public void Add(int line, CsvColumn column, string message)
    {
        if (!Accepts(column))
            return;

        _ofColumn[column.Number] = _ofColumn.GetValueOrDefault(column.Number) + 1;
        Add($"line[{line}].column[{column.Number}]", $"line {line}, {column.Title}: {message}");
    }

    public void Add(CsvColumn column, string message) => Add($"column[{column.Number}]", $"{column.Title}: {message}");

    /// <summary>For what makes the rest of the file unreadable.</summary>
    public InvalidDataSetException Fatal(int line, string message)
    {
        Add(line, message);
        return new InvalidDataSetException(_errors);
    }

    /// <inheritdoc cref="Fatal(int, string)"/>
    public InvalidDataSetException Fatal(string field, string message)
    {
        Add(field, message);
        return new InvalidDataSetException(_errors);
    }

    /// <inheritdoc cref="Fatal(int, string)"/>
    public InvalidDataSetException Fatal(CsvColumn column, string message)
    {
        Add(column, message);
        return new InvalidDataSetException(_errors);
    }

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new InvalidDataSetException(_errors);
    }

    /// <summary>The text in quotes, cut to what fits a message, without control characters.</summary>
    public static string Quote(ReadOnlySpan<char> text)
    {
        Span<char> shown = stackalloc char[Math.Min(text.Length, MaxQuoted)];
        for (int i = 0; i < shown.Length; i++)
            shown[i] = char.IsControl(text[i]) ? ' ' : text[i];
        return text.Length > MaxQuoted ? $"\"{shown}…\"" : $"\"{shown}\"";
    }
}
