namespace Canopy.CasCor.Data;

/// <summary>Finds where a description does not fit the shape of its data.</summary>
internal static class DescriptionCheck
{
    public static IReadOnlyList<FieldError> Run(ProblemKind kind, int inputs, int outputs, DataDescription description)
    {
        bool isRegression = kind is ProblemKind.Regression;
        var errors = new List<FieldError>();
        CheckCount(errors, "description.input_names", description.InputNames.Count, inputs, "one per input");
        CheckCount(errors, "description.output_names", description.OutputNames.Count, outputs, "one per output");
        if (isRegression)
            CheckCount(errors, "description.class_labels", description.ClassLabels.Count, 0, "none for regression");
        else
            CheckCount(errors, "description.class_labels", description.ClassLabels.Count, Math.Max(2, outputs), "one per class");
        if (description.Inputs is { } standardised)
            CheckCount(errors, "description.inputs", standardised.Columns, inputs, "one column per input");
        if (description.Targets is { } targets)
            CheckCount(errors, "description.targets", targets.Columns, isRegression ? outputs : 0, isRegression ? "one column per output" : "none for classification");
        return errors;
    }

    private static void CheckCount(List<FieldError> errors, string field, int count, int expected, string what)
    {
        if (count != 0 && count != expected)
            errors.Add(new FieldError(field, $"{field} has {count} entries; it must have {expected} ({what})."));
    }
}
