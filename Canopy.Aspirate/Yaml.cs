using System.Text;

namespace Canopy.Aspirate;

/// <summary>Writes texts so that YAML reads back the same.</summary>
internal static class Yaml
{
    private const string Special = "-?:,[]{}#&*!|>'\"%@` ";

    /// <summary>Plain where that is safe, as people write it, else in double quotes.</summary>
    public static string Scalar(string text) => IsPlain(text) ? text : DoubleQuoted(text);

    /// <summary>In single quotes, unless it has more than one line.</summary>
    public static string Quoted(string text) => text.Any(char.IsControl) ? DoubleQuoted(text) : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool IsPlain(string text) => text.Length > 0
        && !Special.Contains(text[0], StringComparison.Ordinal)
        && text[^1] is not (':' or ' ')
        && !text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !LooksLikeAnotherType(text);

    /// <summary>Numbers, truth values and nothing: plain, they would not be texts.</summary>
    private static bool LooksLikeAnotherType(string text) =>
        double.TryParse(text, out _) || char.IsAsciiDigit(text[0]) || text[0] is '.' or '+' or '~'
        || text.ToLowerInvariant() is "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n" or "null";

    private static string DoubleQuoted(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append(@"\\"),
                '\n' => result.Append("\\n"),
                '\t' => result.Append("\\t"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' => result.Append($"\\u{(int)c:x4}"),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }
}
