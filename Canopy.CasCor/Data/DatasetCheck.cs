using System.Globalization;

namespace Canopy.CasCor.Data;

/// <summary>Finds what is wrong with the parts of a data set.</summary>
internal static class DatasetCheck
{
    private const int MaxErrors = 20;

    public static IReadOnlyList<FieldError> Run(ProblemKind kind, int inputs, int outputs, ReadOnlySpan<float> inputValues, ReadOnlySpan<float> targetValues)
    {
        var errors = new List<FieldError>();
        CheckShape(errors, kind, inputs, outputs, inputValues.Length, targetValues.Length);
        if (errors.Count > 0)
            return errors;

        CheckFinite(errors, "inputs", inputs, inputValues);
        CheckFinite(errors, "targets", outputs, targetValues);
        if (errors.Count > 0)
            return errors;

        CheckVariance(errors, "inputs", inputs, inputValues);
        if (kind is ProblemKind.Regression)
            CheckVariance(errors, "targets", outputs, targetValues);
        else
            CheckClasses(errors, outputs, targetValues);
        return errors;
    }

    private static void CheckShape(List<FieldError> errors, ProblemKind kind, int inputs, int outputs, int inputLength, int targetLength)
    {
        if (!Enum.IsDefined(kind))
            errors.Add(new FieldError("kind", "kind must be classification or regression."));
        if (inputs is < 1 or > Dataset.MaxColumns)
            errors.Add(new FieldError("inputs", Text($"inputs: there must be 1 to {Dataset.MaxColumns:N0} inputs, not {inputs}.")));
        if (outputs is < 1 or > Dataset.MaxColumns)
            errors.Add(new FieldError("targets", Text($"targets: there must be 1 to {Dataset.MaxColumns:N0} outputs, not {outputs}.")));
        if (errors.Count > 0)
            return;

        int patterns = inputLength / inputs;
        if (inputLength % inputs != 0)
            errors.Add(new FieldError("inputs", Text($"inputs: {inputLength} values are not a whole number of rows of {inputs}.")));
        else if (patterns is < 1 or > Dataset.MaxPatterns)
            errors.Add(new FieldError("inputs", Text($"inputs: there must be 1 to {Dataset.MaxPatterns:N0} patterns, not {patterns}.")));
        else if (targetLength != (long)patterns * outputs)
            errors.Add(new FieldError("targets", Text($"targets: {patterns} patterns of {outputs} outputs need {(long)patterns * outputs} values, not {targetLength}.")));
    }

    private static void CheckFinite(List<FieldError> errors, string field, int columns, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length && errors.Count < MaxErrors; i++)
        {
            if (float.IsFinite(values[i]))
                continue;

            string path = Text($"{field}[{i / columns}][{i % columns}]");
            string what = float.IsNaN(values[i]) ? "NaN" : "infinite";
            errors.Add(new FieldError(path, $"{path} is {what}; only finite numbers are accepted."));
        }
    }

    private static void CheckVariance(List<FieldError> errors, string field, int columns, ReadOnlySpan<float> values)
    {
        for (int c = 0; c < columns && errors.Count < MaxErrors; c++)
        {
            int i = c;
            while (i < values.Length && values[i] == values[c])
                i += columns;
            if (i >= values.Length)
            {
                string path = Text($"{field}[*][{c}]");
                errors.Add(new FieldError(path, Text($"{path} is {values[c]} in every pattern; a column must vary.")));
            }
        }
    }

    private static void CheckClasses(List<FieldError> errors, int outputs, ReadOnlySpan<float> targets)
    {
        int before = errors.Count;
        for (int i = 0; i < targets.Length && errors.Count < MaxErrors; i++)
        {
            if (MathF.Abs(targets[i]) != 0.5f)
            {
                string path = Text($"targets[{i / outputs}][{i % outputs}]");
                errors.Add(new FieldError(path, Text($"{path} is {targets[i]}; a class target is -0.5 or 0.5.")));
            }
        }

        if (outputs > 1)
            CheckOneClassEach(errors, outputs, targets);
        if (errors.Count == before && before < MaxErrors && !HasSeveralClasses(outputs, targets))
            errors.Add(new FieldError("targets", "targets: every pattern is of one class; there must be at least two classes."));
    }

    private static void CheckOneClassEach(List<FieldError> errors, int outputs, ReadOnlySpan<float> targets)
    {
        for (int row = 0; row < targets.Length / outputs && errors.Count < MaxErrors; row++)
        {
            if (targets.Slice(row * outputs, outputs).Count(0.5f) != 1)
            {
                string path = Text($"targets[{row}]");
                errors.Add(new FieldError(path, $"{path} must be 0.5 for one class and -0.5 for all others."));
            }
        }
    }

    private static bool HasSeveralClasses(int outputs, ReadOnlySpan<float> targets)
    {
        for (int row = 1; row < targets.Length / outputs; row++)
        {
            if (!targets.Slice(row * outputs, outputs).SequenceEqual(targets[..outputs]))
                return true;
        }

        return false;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
