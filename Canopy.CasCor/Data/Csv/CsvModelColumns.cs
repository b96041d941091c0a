namespace Canopy.CasCor.Data.Csv;

/// <summary>The columns of a file that a trained model needs.</summary>
/// <param name="Count">Columns of the file.</param>
/// <param name="Inputs">One per input of the model, in its order.</param>
/// <param name="Targets">One per target: one for classes, else one per output; none when they are not asked for.</param>
internal sealed record CsvModelColumns(int Count, CsvColumn[] Inputs, CsvColumn[] Targets)
{
    /// <summary>From the first row, which the scanner holds.</summary>
    public static CsvModelColumns Read(CsvScanner row, bool hasHeader, TrainedModel model, IReadOnlyList<string>? targetNames, CsvErrors errors)
    {
        CsvColumn[] all = CsvColumns.ReadNames(row, hasHeader, errors);
        CsvColumn[] targets = targetNames is null ? [] : FindTargets(all, model, targetNames, errors);
        errors.ThrowIfAny();
        return new CsvModelColumns(all.Length, FindInputs(all, hasHeader, model, targets, errors), targets);
    }

    private static CsvColumn[] FindTargets(CsvColumn[] all, TrainedModel model, IReadOnlyList<string> names, CsvErrors errors)
    {
        int needed = model.Kind is ProblemKind.Regression ? model.Outputs : 1;
        if (names.Count == 0)
            return OfTraining(all, model, needed) ?? all[^Math.Min(needed, all.Length)..];

        CsvColumn[] found = [.. CsvColumns.Find(all, "targets", names, errors).Distinct()];
        if (found.Length == names.Count && found.Length != needed)
            errors.Add("targets", $"targets names {found.Length} columns; the model needs {needed}.");
        return found;
    }

    /// <summary>The columns that are called what the model's outputs are; with several classes outputs have the names of classes.</summary>
    private static CsvColumn[]? OfTraining(CsvColumn[] all, TrainedModel model, int needed)
    {
        IReadOnlyList<string> names = model.Description.OutputNames;
        if (names.Count != needed)
            return null;

        CsvColumn?[] found = [.. names.Select(name => Named(all, name))];
        return found.Contains(null) ? null : [.. found.OfType<CsvColumn>()];
    }

    private static CsvColumn[] FindInputs(CsvColumn[] all, bool hasHeader, TrainedModel model, CsvColumn[] targets, CsvErrors errors)
    {
        IReadOnlyList<string> names = model.Description.InputNames;
        CsvColumn?[] found = [.. names.Select(name => Named(all, name))];
        if (found.Length > 0 && !found.Contains(null))
            return [.. found.OfType<CsvColumn>()];

        CsvColumn[] others = [.. all.Except(targets)];
        if ((names.Count == 0 || !hasHeader) && others.Length == model.Inputs)
            return others;
        if (names.Count == 0 || !hasHeader)
            throw errors.Fatal("file", $"There are {others.Length:N0} columns besides targets; the model has {model.Inputs:N0} inputs, and without names there must be as many.");

        foreach (string missing in names.Where((_, i) => found[i] is null))
            errors.Add("file", $"There is no column {CsvErrors.Quote(missing)}, which the model needs; the columns are {CsvColumns.Names(all)}.");
        errors.ThrowIfAny();
        return [];
    }

    private static CsvColumn? Named(CsvColumn[] all, string name) => Array.Find(all, c => string.Equals(c.Name, name, StringComparison.Ordinal));
}
