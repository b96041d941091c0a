namespace Canopy.Bench.Speed;

/// <summary>A part of the report: its text, and what is demanded.</summary>
internal sealed class SpeedSection : ReportText
{
    /// <summary>In the place of a figure that is not measured.</summary>
    public const string Unknown = "–";

    public List<Limit> Limits { get; } = [];

    /// <summary>Three digits, in µs, ms or s.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 1e-6 => Number(seconds * 1e9, "0") + " ns",
        < 1e-3 => ThreeDigits(seconds * 1e6) + " µs",
        < 1 => ThreeDigits(seconds * 1e3) + " ms",
        _ => ThreeDigits(seconds) + " s",
    };

    public static string Giga(double value) => ThreeDigits(value / 1e9);

    public static string Percent(double share) => Number(100 * share, "0") + " %";

    private static string ThreeDigits(double value) => Number(value, value < 9.995 ? "0.00" : value < 99.95 ? "0.0" : "#,0");
}
