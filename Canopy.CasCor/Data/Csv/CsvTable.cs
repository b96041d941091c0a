namespace Canopy.CasCor.Data.Csv;

/// <summary>The rows of a file as numbers, before it is decided what of them is kept.</summary>
internal sealed class CsvTable(CsvColumns columns, CsvImportOptions options, CsvErrors errors)
{
    private readonly List<float> _inputs = [];

    public CsvColumns Columns => columns;

    public CsvTargetColumn[] Targets { get; } =
        [.. columns.Targets.Select(c => new CsvTargetColumn(c, columns.Targets.Length > 1 ? ProblemKind.Regression : options.Kind, options.MaxClasses, errors))];

    public int Rows { get; private set; }

    /// <summary>Row by row, the inputs in their order; NaN where missing.</summary>
    public List<float> Inputs => _inputs;

    /// <summary>Adds the row that the scanner holds.</summary>
    public void Add(CsvScanner row)
    {
        if (Rows == options.MaxRows)
            throw errors.Fatal(row.Line, $"there are more than {options.MaxRows:N0} rows, which is the most that is accepted.");
        if (row.Count != columns.All.Length)
        {
            errors.Add(row.Line, $"the number of fields is {row.Count:N0}; the first row has {columns.All.Length:N0}, and every row must have the same number.");
            return;
        }

        Rows++;
        foreach (CsvColumn column in columns.Inputs)
            AddInput(row.Line, column, row[column.Number - 1]);
        foreach (CsvTargetColumn target in Targets)
            AddTarget(row.Line, target, row[target.Column.Number - 1]);
    }

    private void AddInput(int line, CsvColumn column, ReadOnlySpan<char> field)
    {
        if (CsvNumber.TryParse(field, out float value))
        {
            _inputs.Add(value);
            return;
        }

        _inputs.Add(float.NaN);
        if (CsvNumber.IsMissing(field))
            AddMissing(line, column, field);
        else if (errors.Accepts(column))
            errors.Add(line, column, CsvNumber.Problem(field));
    }

    private void AddTarget(int line, CsvTargetColumn target, ReadOnlySpan<char> field)
    {
        if (CsvNumber.IsMissing(field))
        {
            AddMissing(line, target.Column, field);
            target.AddMissing();
        }
        else
        {
            target.Add(line, field);
        }
    }

    private void AddMissing(int line, CsvColumn column, ReadOnlySpan<char> field)
    {
        column.Missing++;
        if (options.Missing is MissingValues.Refuse && errors.Accepts(column))
            errors.Add(line, column, $"the value is missing ({CsvErrors.Quote(field)}); give a number, or have missing values dropped or filled, or leave the column out.");
    }
}
