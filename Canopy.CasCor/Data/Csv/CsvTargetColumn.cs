namespace Canopy.CasCor.Data.Csv;

/// <summary>A target column as it is read, while it may still turn out to hold values or labels.</summary>
/// <param name="column">The column.</param>
/// <param name="kind">What it is to be; null when that is to be found out.</param>
/// <param name="maxClasses">How many labels are kept; a column with more has no classes.</param>
/// <param name="errors">Where mistakes go.</param>
internal sealed class CsvTargetColumn(CsvColumn column, ProblemKind? kind, int maxClasses, CsvErrors errors)
{
    private const int NoLabel = -1;

    private readonly List<float> _values = [];
    private readonly List<int> _labelOfRow = [];
    private readonly List<string> _labels = [];
    private readonly Dictionary<string, int> _numberOfLabel = new(StringComparer.Ordinal);
    private bool _hasTooManyLabels;
    private int? _firstTextLine;

    public CsvColumn Column => column;

    /// <summary>One per row; NaN where missing or text.</summary>
    public List<float> Values => _values;

    /// <summary>One per row: which of <see cref="Labels"/>; −1 where missing.</summary>
    public List<int> LabelOfRow => _labelOfRow;

    /// <summary>In order of appearance.</summary>
    public List<string> Labels => _labels;

    public bool HasText => _firstTextLine is not null;

    public bool IsMissing(int row) => kind is ProblemKind.Regression ? float.IsNaN(_values[row]) : _labelOfRow[row] == NoLabel;

    public void AddMissing()
    {
        _values.Add(float.NaN);
        _labelOfRow.Add(NoLabel);
    }

    public void Add(int line, ReadOnlySpan<char> field)
    {
        bool isNumber = CsvNumber.TryParse(field, out float value);
        _values.Add(isNumber ? value : float.NaN);
        if (!isNumber)
        {
            _firstTextLine ??= line;
            if (kind is ProblemKind.Regression && errors.Accepts(column))
                errors.Add(line, column, CsvNumber.Problem(field));
        }

        if (kind is not ProblemKind.Regression)
            _labelOfRow.Add(LabelOf(line, field));
    }

    /// <summary>Classes for text and for few different whole numbers.</summary>
    public ProblemKind FindKind()
    {
        if (kind is { } told)
            return told;
        if (HasText)
            return ProblemKind.Classification;
        if (_hasTooManyLabels)
            return ProblemKind.Regression;

        const int FewClasses = 20;
        const int RowsPerClass = 5;
        var values = _values.Where(v => !float.IsNaN(v)).ToList();
        int different = values.Distinct().Count();
        bool areFew = different <= 2 || (different <= FewClasses && different * RowsPerClass <= values.Count);
        return areFew && values.TrueForAll(float.IsInteger) ? ProblemKind.Classification : ProblemKind.Regression;
    }

    /// <summary>A column of more labels than can be classes is a mistake; where it looks like numbers, the text among them is.</summary>
    public void CheckLabels()
    {
        if (!_hasTooManyLabels)
            return;

        string text = _firstTextLine is { } line && _values.Exists(v => !float.IsNaN(v)) ? $" If it is to be numbers: the first that is none is in line {line}." : "";
        errors.Add(column, $"there are more than {maxClasses:N0} different labels, which is the most that is accepted for classes.{text}");
    }

    private int LabelOf(int line, ReadOnlySpan<char> field)
    {
        var lookup = _numberOfLabel.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(field, out int number))
            return number;
        if (_labels.Count == maxClasses)
        {
            _hasTooManyLabels = true;
            return 0;
        }

        if (field.Length > CsvColumns.MaxNameLength)
            errors.Add(line, column, $"the label has {field.Length:N0} characters; at most {CsvColumns.MaxNameLength} are accepted.");
        number = _labels.Count;
        _labels.Add(field.ToString());
        _numberOfLabel.Add(_labels[number], number);
        return number;
    }
}
