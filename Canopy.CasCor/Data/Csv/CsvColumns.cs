using System.Globalization;

namespace Canopy.CasCor.Data.Csv;

/// <summary>The columns of a file, and which of them are inputs and targets.</summary>
internal sealed class CsvColumns
{
    /// <summary>Most characters of a name or a class label.</summary>
    public const int MaxNameLength = 200;

    private CsvColumns(CsvColumn[] all) => All = all;

    public CsvColumn[] All { get; }

    public CsvColumn[] Targets { get; private set; } = [];

    public CsvColumn[] Inputs { get; private set; } = [];

    /// <summary>From the first row, which the scanner holds.</summary>
    public static CsvColumns Read(CsvScanner row, bool hasHeader, CsvImportOptions options, CsvErrors errors)
    {
        var columns = new CsvColumns(ReadNames(row, hasHeader, errors));
        columns.Assign(options, errors);
        errors.ThrowIfAny();
        return columns;
    }

    /// <summary>Every column of the first row, which the scanner holds.</summary>
    public static CsvColumn[] ReadNames(CsvScanner row, bool hasHeader, CsvErrors errors)
    {
        var all = new CsvColumn[row.Count];
        for (int i = 0; i < row.Count; i++)
            all[i] = new CsvColumn(i + 1, hasHeader ? Name(row, i, errors) : null);
        if (hasHeader)
            CheckNames(all, row.Line, errors);
        return all;
    }

    /// <summary>The columns of some names or numbers from 1.</summary>
    public static List<CsvColumn> Find(CsvColumn[] all, string field, IReadOnlyList<string> wanted, CsvErrors errors)
    {
        var found = new List<CsvColumn>();
        foreach (string text in wanted)
        {
            CsvColumn? column = Array.Find(all, c => string.Equals(c.Name, text, StringComparison.Ordinal));
            if (column is null && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= all.Length)
                column = all[number - 1];
            if (column is null)
                errors.Add(field, $"{field}: there is no column {CsvErrors.Quote(text)}; the columns are {Names(all)}, or 1 to {all.Length}.");
            else
                found.Add(column);
        }

        return found;
    }

    /// <summary>The first names, as many as a message bears.</summary>
    public static string Names(CsvColumn[] all)
    {
        const int Shown = 10;
        string names = string.Join(", ", all.Take(Shown).Select(c => c.Name));
        return all.Length > Shown ? names + ", …" : names;
    }

    /// <summary>The name in a header; a column without one is called by its number.</summary>
    private static string? Name(CsvScanner row, int index, CsvErrors errors)
    {
        ReadOnlySpan<char> name = row[index];
        if (name.Length > MaxNameLength)
            errors.Add(row.Line, new CsvColumn(index + 1, null), $"the name has {name.Length:N0} characters; at most {MaxNameLength} are accepted.");
        return name.IsEmpty ? null : name[..Math.Min(name.Length, MaxNameLength)].ToString();
    }

    private static void CheckNames(CsvColumn[] all, int line, CsvErrors errors)
    {
        var seen = new Dictionary<string, CsvColumn>(StringComparer.Ordinal);
        foreach (CsvColumn column in all)
        {
            if (!seen.TryAdd(column.Name, column))
                errors.Add(line, column, $"column {column.Number} has the same name as column {seen[column.Name].Number}; names must differ.");
        }
    }

    private void Assign(CsvImportOptions options, CsvErrors errors)
    {
        foreach (CsvColumn column in Find(All, "leave_out", options.LeaveOut, errors))
            column.Use = CsvColumnUse.LeftOut;

        Targets = [.. Find(All, "targets", options.Targets, errors).Distinct()];
        foreach (CsvColumn column in Targets.Where(c => c.Use is CsvColumnUse.LeftOut))
            errors.Add("targets", $"{column.Title} is a target, and is left out too; it cannot be both.");
        if (options.Targets.Count == 0)
            Targets = [.. All.Where(c => c.Use is CsvColumnUse.Input).TakeLast(1)];
        foreach (CsvColumn column in Targets)
            column.Use = CsvColumnUse.Target;

        Inputs = [.. All.Where(c => c.Use is CsvColumnUse.Input)];

        // A target that is not there has had its error.
        bool isUnknown = Targets.Length == 0 && options.Targets.Count > 0;
        if (Inputs.Length == 0 || (Targets.Length == 0 && !isUnknown))
        {
            string hint = All.Length == 1 ? " Are the fields apart by something else than comma, semicolon or tab?" : "";
            errors.Add("file", $"Of {Count(All.Length, "column")}, {Count(Inputs.Length, "input")} and {Count(Targets.Length, "target")} are left; there must be at least one of each.{hint}");
        }

        if (Inputs.Length > options.MaxFeatures)
            errors.Add("file", $"There are {Inputs.Length:N0} inputs; at most {options.MaxFeatures:N0} are accepted. Leave columns out.");
        if (Targets.Length > options.MaxFeatures)
            errors.Add("targets", $"There are {Targets.Length:N0} targets; at most {options.MaxFeatures:N0} are accepted.");
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count:N0} {what}s";
}
