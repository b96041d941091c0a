namespace Canopy.Bench.Fidelity;

/// <summary>A part of the report: its text, what is demanded, and the trials behind it.</summary>
internal sealed class Section : ReportText
{
    public List<Demand> Demands { get; } = [];

    /// <summary>Trials by the name of their file, without folder and extension.</summary>
    public Dictionary<string, IReadOnlyList<Trial>> Trials { get; } = [];

    /// <summary>The deviation from another figure: <c>+2.7 %</c>.</summary>
    public static string Deviation(double value, double from) => Number(Math.Round(100 * ((value / from) - 1), 1), "+0.0;−0.0;0.0") + " %";
}
