using System.Globalization;

namespace Canopy.CasCor.Data.Csv;

/// <summary>The rows of a file as a trained model takes them.</summary>
internal sealed class CsvModelTable(CsvModelColumns columns, TrainedModel model, CsvImportOptions options, CsvErrors errors)
{
    private const int NoClass = -1;

    private readonly Dictionary<string, int> _classOfLabel = Labels(model);
    private readonly Dictionary<double, int> _classOfNumber = Numbers(model);
    private readonly float[] _row = new float[model.Inputs];
    private readonly List<int> _classes = [];
    private readonly List<float> _values = [];

    /// <summary>Rows that are kept.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows left out for a missing value.</summary>
    public int Dropped { get; private set; }

    /// <summary>Row by row, raw.</summary>
    public List<float> Inputs { get; } = [];

    /// <summary>Adds the row that the scanner holds.</summary>
    public void Add(CsvScanner row)
    {
        if (Rows + Dropped == options.MaxRows)
            throw errors.Fatal(row.Line, $"there are more than {options.MaxRows:N0} rows, which is the most that is accepted.");
        if (row.Count != columns.Count)
        {
            errors.Add(row.Line, $"the number of fields is {row.Count:N0}; the first row has {columns.Count:N0}, and every row must have the same number.");
            return;
        }

        bool complete = true;
        for (int i = 0; i < _row.Length; i++)
            complete &= ReadInput(row, i);
        foreach (CsvColumn target in columns.Targets)
            complete &= !IsMissing(row, target);
        if (!complete)
        {
            Dropped++;
            return;
        }

        Rows++;
        Inputs.AddRange(_row);
        foreach (CsvColumn target in columns.Targets)
            AddTarget(row, target);
    }

    /// <summary>Targets as the network has them: classes coded, values standardised.</summary>
    public float[] CodedTargets()
    {
        if (model.Kind is ProblemKind.Classification)
            return ClassTargets.Encode([.. _classes], model.Classes);

        float[] values = [.. _values];
        model.Description.Targets?.Apply(values, values);
        return values;
    }

    /// <summary>False when the row is to be left out.</summary>
    private bool ReadInput(CsvScanner row, int input)
    {
        CsvColumn column = columns.Inputs[input];
        ReadOnlySpan<char> field = row[column.Number - 1];
        if (CsvNumber.TryParse(field, out _row[input]))
            return true;
        if (CsvNumber.IsMissing(field) && options.Missing is MissingValues.FillMean)
        {
            _row[input] = model.Description.Inputs!.Means[input];
            return true;
        }

        if (!CsvNumber.IsMissing(field) && errors.Accepts(column))
            errors.Add(row.Line, column, CsvNumber.Problem(field));
        return !IsMissing(row, column);
    }

    private bool IsMissing(CsvScanner row, CsvColumn column)
    {
        ReadOnlySpan<char> field = row[column.Number - 1];
        if (!CsvNumber.IsMissing(field))
            return false;
        if (options.Missing is MissingValues.Refuse && errors.Accepts(column))
            errors.Add(row.Line, column, $"the value is missing ({CsvErrors.Quote(field)}); give a value, or have missing values dropped or filled.");
        return true;
    }

    private void AddTarget(CsvScanner row, CsvColumn column)
    {
        ReadOnlySpan<char> field = row[column.Number - 1];
        if (model.Kind is ProblemKind.Classification)
        {
            _classes.Add(Math.Max(ClassOf(row, column), 0));
            return;
        }

        if (!CsvNumber.TryParse(field, out float value) && errors.Accepts(column))
            errors.Add(row.Line, column, CsvNumber.Problem(field));
        _values.Add(value);
    }

    private int ClassOf(CsvScanner row, CsvColumn column)
    {
        string label = row[column.Number - 1].ToString();
        if (_classOfLabel.TryGetValue(label, out int index))
            return index;
        if (double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && _classOfNumber.TryGetValue(number, out index))
            return index;
        if (errors.Accepts(column))
            errors.Add(row.Line, column, $"{CsvErrors.Quote(label)} is no class of the model; its classes are {FirstLabels()}.");
        return NoClass;
    }

    private string FirstLabels()
    {
        const int Shown = 10;
        string labels = string.Join(", ", Enumerable.Range(0, Math.Min(model.Classes, Shown)).Select(model.LabelOf));
        return model.Classes > Shown ? labels + ", …" : labels;
    }

    /// <summary>Of classes that are called the same, the first.</summary>
    private static Dictionary<string, int> Labels(TrainedModel model)
    {
        var labels = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < model.Classes; c++)
            labels.TryAdd(model.LabelOf(c), c);
        return labels;
    }

    /// <summary>A class that is a number may be written in other ways: 1 and 1.0. Empty unless all are numbers.</summary>
    private static Dictionary<double, int> Numbers(TrainedModel model)
    {
        var numbers = new Dictionary<double, int>();
        for (int c = 0; c < model.Classes; c++)
        {
            if (!double.TryParse(model.LabelOf(c), NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
                return [];
            numbers.TryAdd(number, c);
        }

        return numbers;
    }
}
