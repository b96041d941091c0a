using Canopy.CasCor.Data.Csv;

namespace Canopy.CasCor;

/// <summary>
/// Reads CSV files for a trained model: its inputs, and targets to compare it with. Columns are found by the names that the model
/// was trained with, whatever their order; other columns are not read. A file without names has the inputs in the order of
/// training and no other column but targets.
/// </summary>
public static class CsvPatterns
{
    /// <summary>The inputs of every row, raw: what <see cref="TrainedModel.Predict(ReadOnlySpan{float})"/> takes.</summary>
    /// <param name="stream">The file, from its beginning; left open.</param>
    /// <param name="model">Says which columns are needed.</param>
    /// <param name="options">
    /// Header, delimiter, limits, and what to do about missing inputs: refuse them, leave their rows out, or fill in the mean of
    /// the training data, which the model must have. Other options say nothing here.
    /// </param>
    /// <exception cref="InvalidDataSetException">What is wrong with the file, as from <see cref="CsvImport"/>.</exception>
    public static float[] ReadInputs(Stream stream, TrainedModel model, CsvImportOptions? options = null)
        => [.. Read(stream, model, options ?? new CsvImportOptions(), withTargets: false).Inputs];

    /// <summary>
    /// A data set to evaluate the model's network on, standardised as the training data were. It may hold one class only, or a
    /// column that never varies.
    /// </summary>
    /// <param name="stream">The file, from its beginning; left open.</param>
    /// <param name="model">Says which columns are needed, and what the classes are called.</param>
    /// <param name="options">
    /// As for <see cref="ReadInputs"/>. Targets: the columns to compare with; if there are none, those that the model was trained
    /// on, or else the last column. A row without its target is left out unless missing values are refused.
    /// </param>
    /// <exception cref="InvalidDataSetException">What is wrong with the file, as from <see cref="CsvImport"/>; a class that the model does not know.</exception>
    public static Dataset ReadDataset(Stream stream, TrainedModel model, CsvImportOptions? options = null)
    {
        CsvModelTable table = Read(stream, model, options ??= new CsvImportOptions(), withTargets: true);
        float[] inputs = [.. table.Inputs];
        model.Description.Inputs?.Apply(inputs, inputs);
        return Dataset.ForEvaluation(options.Name, model, inputs, table.CodedTargets());
    }

    private static CsvModelTable Read(Stream stream, TrainedModel model, CsvImportOptions options, bool withTargets)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(model);
        var errors = new CsvErrors();
        CsvOptionsCheck.Run(options, errors);
        if (options.Missing is MissingValues.FillMean && model.Description.Inputs is null)
            throw errors.Fatal("missing", "missing is fill_mean; the model knows no means, for its data were not standardised.");

        using var reader = new CsvTextReader(stream, options.MaxBytes, errors);
        var scanner = new CsvScanner(reader, options, errors);
        scanner.Delimiter = options.Delimiter ?? CsvDialect.ChooseDelimiter(scanner.Beginning);
        if (!scanner.ReadRow())
            throw errors.Fatal("file", "The file is empty; there must be rows of data.");

        bool hasHeader = options.HasHeader ?? CsvDialect.IsHeader(scanner);
        CsvModelColumns columns = CsvModelColumns.Read(scanner, hasHeader, model, withTargets ? options.Targets : null, errors);
        var table = new CsvModelTable(columns, model, options, errors);
        if (!hasHeader)
            table.Add(scanner);
        while (scanner.ReadRow())
            table.Add(scanner);
        errors.ThrowIfAny();
        return table.Rows > 0 ? table : throw errors.Fatal("file", table.Dropped == 0 ? "There is no row of data." : $"None of the {table.Dropped:N0} rows is complete.");
    }
}
