using System.Runtime.InteropServices;

namespace Canopy.CasCor.Data.Csv;

/// <summary>Makes the inputs of a data set from the rows of a file.</summary>
internal static class CsvInputs
{
    /// <summary>Rows that are used: those with a target and, where they are not filled, with all inputs.</summary>
    public static int[] FindRows(CsvTable table, MissingValues missing)
    {
        CsvColumn[] columns = table.Columns.Inputs;
        ReadOnlySpan<float> values = CollectionsMarshal.AsSpan(table.Inputs);
        var rows = new List<int>(table.Rows);
        for (int row = 0; row < table.Rows; row++)
        {
            bool isComplete = !Array.Exists(table.Targets, target => target.IsMissing(row));
            for (int c = 0; c < columns.Length && isComplete && missing is MissingValues.DropRow; c++)
                isComplete = columns[c].Use is CsvColumnUse.Empty || !float.IsNaN(values[(row * columns.Length) + c]);
            if (isComplete)
                rows.Add(row);
        }

        return [.. rows];
    }

    /// <summary>Marks columns without a value; they could neither be filled nor leave a row.</summary>
    public static void MarkEmptyColumns(CsvTable table)
    {
        foreach (CsvColumn column in table.Columns.Inputs.Where(c => c.Missing == table.Rows))
            column.Use = CsvColumnUse.Empty;
    }

    /// <summary>
    /// The inputs of some rows, row by row: missing values filled with the mean of the column's other values in these rows;
    /// without the columns that have no value or never vary, which are marked.
    /// </summary>
    public static float[] Collect(CsvTable table, int[] rows)
    {
        CsvColumn[] columns = table.Columns.Inputs;
        ReadOnlySpan<float> values = CollectionsMarshal.AsSpan(table.Inputs);
        float[] means = new float[columns.Length];
        for (int c = 0; c < columns.Length; c++)
            means[c] = MeanOf(values, columns, c, rows);

        int[] used = [.. Enumerable.Range(0, columns.Length).Where(c => columns[c].Use is CsvColumnUse.Input)];
        float[] inputs = new float[rows.Length * used.Length];
        for (int r = 0; r < rows.Length; r++)
        {
            ReadOnlySpan<float> row = values.Slice(rows[r] * columns.Length, columns.Length);
            Span<float> to = inputs.AsSpan(r * used.Length, used.Length);
            for (int i = 0; i < used.Length; i++)
                to[i] = float.IsNaN(row[used[i]]) ? means[used[i]] : row[used[i]];
        }

        return inputs;
    }

    /// <summary>The mean of the values that are there; a column where they are all the same, or none is there, is marked.</summary>
    private static float MeanOf(ReadOnlySpan<float> values, CsvColumn[] columns, int column, int[] rows)
    {
        double sum = 0;
        int count = 0;
        float minimum = float.PositiveInfinity;
        float maximum = float.NegativeInfinity;
        foreach (int row in rows)
        {
            float value = values[(row * columns.Length) + column];
            if (float.IsNaN(value))
                continue;

            sum += value;
            count++;
            minimum = MathF.Min(minimum, value);
            maximum = MathF.Max(maximum, value);
        }

        if (count == 0)
            columns[column].Use = CsvColumnUse.Empty;
        else if (minimum == maximum)
            columns[column].Use = CsvColumnUse.Constant;
        return (float)(sum / count);
    }
}
