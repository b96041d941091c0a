using System.Globalization;
using System.Text;

namespace Canopy.Bench;

/// <summary>Text of a report, in Markdown, as it grows.</summary>
internal class ReportText
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

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

    private void Row(string[] cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
