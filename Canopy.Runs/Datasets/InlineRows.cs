using Canopy.Runs.Commands;

namespace Canopy.Runs.Datasets;

/// <summary>Rows of a request as one array, or what is wrong with them.</summary>
internal static class InlineRows
{
    /// <summary>More than this many rows are not named one by one.</summary>
    private const int MostNamed = 10;

    public static float[]? Flatten(float[]?[]? rows, string path, int maxRows, int maxColumns, FieldErrors errors)
    {
        if (rows is not { Length: > 0 } || rows[0] is not { Length: > 0 } first)
        {
            errors.Add(path, $"{path} must have 1 to {maxRows} rows of 1 to {maxColumns} numbers.");
            return null;
        }

        if (rows.Length > maxRows || first.Length > maxColumns)
        {
            errors.Add(path, $"{path} has {rows.Length} rows of {first.Length} numbers; there may be {maxRows} rows of {maxColumns}.");
            return null;
        }

        var ragged = 0;
        for (var row = 1; row < rows.Length && ragged < MostNamed; row++)
        {
            if (rows[row]?.Length != first.Length)
            {
                errors.Add($"{path}[{row}]", $"{path}[{row}] has {rows[row]?.Length ?? 0} numbers; each row must have {first.Length}, as the first one.");
                ragged++;
            }
        }

        return ragged == 0 ? [.. rows.SelectMany(r => r!)] : null;
    }
}
