namespace Canopy.CasCor.Data.Csv;

/// <summary>Makes a data set of the rows of a file.</summary>
internal static class CsvAssembly
{
    public static (Dataset Dataset, IReadOnlyList<CsvClassReport> Classes, int RowsDropped) Run(CsvTable table, CsvImportOptions options, CsvErrors errors)
    {
        CsvInputs.MarkEmptyColumns(table);
        int[] rows = CsvInputs.FindRows(table, options.Missing);
        if (rows.Length == 0)
            throw errors.Fatal("file", table.Rows == 0 ? "There is no row of data." : $"None of the {table.Rows:N0} rows is complete; leave out the columns that miss most.");

        float[] inputs = CsvInputs.Collect(table, rows);
        CsvColumn[] used = [.. table.Columns.Inputs.Where(c => c.Use is CsvColumnUse.Input)];
        if (used.Length == 0)
            errors.Add("file", "No input varies; there must be a column that has different values, besides the target.");
        ProblemKind kind = table.Targets.Length > 1 ? ProblemKind.Regression : table.Targets[0].FindKind();
        Targets targets = kind is ProblemKind.Regression ? Values(table, rows, options, errors) : Classes(table.Targets[0], rows, errors);
        errors.ThrowIfAny();

        Standardisation? standardisation = options.StandardiseInputs ? Standardise(inputs, used.Length) : null;
        DataDescription description = targets.Description with { InputNames = [.. used.Select(c => c.Name)], Inputs = standardisation };
        var dataset = new Dataset(options.Name, kind, used.Length, targets.Outputs, inputs, targets.Coded, description);
        return (dataset, targets.Classes, table.Rows - rows.Length);
    }

    private static Standardisation Standardise(float[] values, int columns)
    {
        Standardisation standardisation = Standardisation.Of(values, columns);
        standardisation.Apply(values, values);
        return standardisation;
    }

    private static Targets Values(CsvTable table, int[] rows, CsvImportOptions options, CsvErrors errors)
    {
        int outputs = table.Targets.Length;
        float[] values = new float[rows.Length * outputs];
        for (int o = 0; o < outputs; o++)
        {
            CsvTargetColumn target = table.Targets[o];
            for (int r = 0; r < rows.Length; r++)
                values[(r * outputs) + o] = target.Values[rows[r]];
            if (Array.TrueForAll(rows, row => target.Values[row] == target.Values[rows[0]]))
                errors.Add(target.Column, $"the value is {target.Values[rows[0]]} in every row; a target must vary.");
        }

        errors.ThrowIfAny();
        Standardisation? standardisation = options.StandardiseTargets ? Standardise(values, outputs) : null;
        return new Targets(outputs, values, new DataDescription { OutputNames = [.. table.Targets.Select(t => t.Column.Name)], Targets = standardisation }, []);
    }

    private static Targets Classes(CsvTargetColumn target, int[] rows, CsvErrors errors)
    {
        target.CheckLabels();
        CsvClasses classes = CsvClasses.Of(target, rows);
        if (classes.Labels.Length < 2)
            errors.Add(target.Column, $"every row is of class {CsvErrors.Quote(classes.Labels[0])}; there must be at least two classes.");
        errors.ThrowIfAny();

        int outputs = ClassTargets.Outputs(classes.Labels.Length);
        if ((long)rows.Length * outputs > Array.MaxLength)
            throw errors.Fatal(target.Column, $"{rows.Length:N0} rows of {outputs:N0} classes are too many for the memory of one data set.");

        IReadOnlyList<string> names = outputs == 1 ? [target.Column.Name] : classes.Labels;
        return new Targets(outputs, ClassTargets.Encode(classes.OfRow, classes.Labels.Length), new DataDescription { OutputNames = names, ClassLabels = classes.Labels }, classes.ToReport());
    }

    private sealed record Targets(int Outputs, float[] Coded, DataDescription Description, IReadOnlyList<CsvClassReport> Classes);
}
