using System.Globalization;

namespace Canopy.CasCor.Data.Csv;

/// <summary>Numbers as a CSV file writes them: with a decimal point, whatever the machine's language.</summary>
internal static class CsvNumber
{
    public const string MissingText = "A missing value is an empty field, NA, NaN, ? or null";

    public static bool IsMissing(ReadOnlySpan<char> field) => field.Length switch
    {
        0 => true,
        1 => field[0] == '?',
        2 => field.Equals("NA", StringComparison.OrdinalIgnoreCase),
        3 => field.Equals("NaN", StringComparison.OrdinalIgnoreCase),
        4 => field.Equals("null", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>A finite float, the nearest to what is written.</summary>
    public static bool TryParse(ReadOnlySpan<char> field, out float value)
        => float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    /// <summary>Why a field is not a number.</summary>
    public static string Problem(ReadOnlySpan<char> field)
    {
        string shown = CsvErrors.Quote(field);
        if (field[0] is '=' or '@')
            return $"{shown} is a formula; only plain numbers such as -1.5 or 2e3 are accepted.";
        if (float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return string.Create(CultureInfo.InvariantCulture, $"{shown} is not finite; numbers from {-float.MaxValue:0.00e+0} to {float.MaxValue:0.00e+0} are accepted.");
        if (field.Contains(',') && float.TryParse(field, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _))
            return $"{shown} has a comma; numbers are written with a decimal point and without separators, as 1234.5.";
        return $"{shown} is not a number; plain numbers such as -1.5 or 2e3 are accepted. {MissingText}; a column of text can be left out.";
    }
}
