using System.Text;

namespace Canopy.CasCor.Tests.Data.Csv;

/// <summary>Imports text in tests.</summary>
internal static class CsvText
{
    public static CsvImportOptions Raw { get; } = new() { StandardiseInputs = false, StandardiseTargets = false };

    public static CsvImportResult Import(string text, CsvImportOptions? options = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return CsvImport.Read(stream, options ?? Raw);
    }

    public static IReadOnlyList<FieldError> Errors(string text, CsvImportOptions? options = null)
        => Assert.Throws<InvalidDataSetException>(() => Import(text, options)).Errors;

    public static FieldError Error(string text, CsvImportOptions? options = null) => Assert.Single(Errors(text, options));

    /// <summary>The inputs of a row, as they are in the data set.</summary>
    public static float[] Row(this Dataset data, int pattern) => data.InputValues.Slice(pattern * data.Inputs, data.Inputs).ToArray();
}
