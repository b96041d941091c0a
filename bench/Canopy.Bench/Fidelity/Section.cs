using System.Globalization;
using System.Text;

namespace Canopy.Bench.Fidelity;

/// <summary>A part of the report: its text, what is demanded, and the trials behind it.</summary>
internal sealed class Section
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public List<Demand> Demands { get; } = [];

    /// <summary>Trials by the name of their file, without folder and extension.</summary>
    public Dictionary<string, IReadOnlyList<Trial>> Trials { get; } = [];

    public void Paragraph(string text) => _text.Append(text).Append("\n\n");

    public void Table(string[] header, IEnumerable<string[]> rows)
    {
        Row(header);
        Row([.. header.Select((_, column) => column == 0 ? "---" : "--:")]);
        foreach (var row in rows)
        {
            Row(row);
        }

        _text.Append('\n');
    }

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The deviation from another figure: <c>+2.7 %</c>.</summary>
    public static string Deviation(double value, double from) => Number(Math.Round(100 * ((value / from) - 1), 1), "+0.0;−0.0;0.0") + " %";

    private void Row(string[] cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
