using Canopy.CasCor;
using Canopy.CommandLine.Input;

namespace Canopy.CommandLine.Train;

/// <summary>What a person should know of the data and options before training, and need not answer.</summary>
internal static class Notes
{
    public static IEnumerable<string> Of(TrainingData data, TrainingOptions options)
    {
        if (data.Import is { } import)
        {
            if (import.RowsDropped > 0)
            {
                yield return $"{import.RowsDropped:N0} of {import.RowsRead:N0} rows are left out for missing values";
            }

            foreach (var column in import.Columns.Where(c => c.Use is CsvColumnUse.Constant or CsvColumnUse.Empty))
            {
                yield return $"column {column.Name} is left out: it {(column.Use is CsvColumnUse.Empty ? "has no values" : "never varies")}";
            }
        }

        if (data.Dataset.Kind is ProblemKind.Regression && options.OutputActivation is not Activation.Linear)
        {
            yield return "output_activation is not linear, so outputs cannot reach values far from 0; for a regression --preset regression is usual";
        }
    }
}
