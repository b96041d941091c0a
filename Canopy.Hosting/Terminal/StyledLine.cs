using System.Text;

namespace Canopy.Hosting.Terminal;

/// <summary>How a piece of text looks.</summary>
internal enum Style
{
    Plain,
    Dim,
    Bold,
    Green,
    Yellow,
    Red,
    Selected,
}

/// <summary>A line of text in pieces of different looks, cut to the width of the screen.</summary>
internal sealed class StyledLine
{
    private readonly List<(string Text, Style Style)> _pieces = [];

    public StyledLine Add(string text, Style style = Style.Plain)
    {
        _pieces.Add((text, style));
        return this;
    }

    /// <summary>Adds text in a column of a width; one space always follows.</summary>
    public StyledLine AddColumn(string text, int width, Style style = Style.Plain) => Add(Fit(text, width).PadRight(width + 1), style);

    /// <summary>The text with the terminal's commands for its looks, at most <paramref name="width"/> wide.</summary>
    public string Render(int width, bool colours)
    {
        var result = new StringBuilder();
        var left = width;
        foreach (var (text, style) in _pieces)
        {
            var shown = Fit(text, left);
            left -= shown.Length;
            var code = colours ? Code(style) : style == Style.Selected ? "7" : null;
            if (code is null || shown.Length == 0)
            {
                result.Append(shown);
            }
            else
            {
                result.Append("\e[").Append(code).Append('m').Append(shown).Append("\e[0m");
            }
        }

        return result.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Concat(_pieces.Select(p => p.Text));

    private static string Fit(string text, int width) =>
        text.Length <= width ? text : width <= 0 ? string.Empty : string.Concat(text.AsSpan(0, width - 1), "…");

    private static string? Code(Style style) => style switch
    {
        Style.Dim => "2",
        Style.Bold => "1",
        Style.Green => "32",
        Style.Yellow => "33",
        Style.Red => "31",
        Style.Selected => "7",
        _ => null,
    };
}
