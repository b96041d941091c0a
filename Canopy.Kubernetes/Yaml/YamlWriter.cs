using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Text = Canopy.Aspirate.Yaml;

namespace Canopy.Kubernetes.Yaml;

/// <summary>Writes maps and lists the way people write manifests: two blanks, dashes below their key, no quotes where none are needed.</summary>
internal static partial class YamlWriter
{
    /// <summary>One document, with a note above it.</summary>
    public static string Write(YamlMap document, string? note = null) => WriteAll([document], note);

    /// <summary>A list as a document.</summary>
    public static string Write(YamlList document, string? note = null)
    {
        var text = new StringBuilder();
        Note(text, note, 0);
        Items(text, document, 0);
        return text.ToString();
    }

    /// <summary>Several documents in one file.</summary>
    public static string WriteAll(IReadOnlyList<YamlMap> documents, string? note = null)
    {
        var text = new StringBuilder();
        Note(text, note, 0);
        for (var i = 0; i < documents.Count; i++)
        {
            if (i > 0)
            {
                text.Append("---\n");
            }

            Entries(text, documents[i], 0, inline: false);
        }

        return text.ToString();
    }

    /// <param name="inline">The first key stands behind the dash of a list's item.</param>
    private static void Entries(StringBuilder text, YamlMap map, int indent, bool inline)
    {
        foreach (var (key, value) in map)
        {
            var (note, plain) = value is Noted noted ? (noted.Note, noted.Value) : (null, value);
            if (!inline)
            {
                Note(text, note, indent);
                text.Append(' ', indent);
            }
            else if (note is not null)
            {
                throw new InvalidOperationException($"The first key of a list's item, {key}, cannot have a note.");
            }

            inline = false;
            text.Append(Text.Scalar(key)).Append(':');
            Value(text, plain, indent);
        }
    }

    private static void Value(StringBuilder text, object? value, int indent)
    {
        switch (value)
        {
            case YamlMap { Count: 0 }:
                text.Append(" {}\n");
                break;
            case YamlMap map:
                text.Append('\n');
                Entries(text, map, indent + 2, inline: false);
                break;
            case IList { Count: 0 }:
                text.Append(" []\n");
                break;
            case YamlList list:
                text.Append('\n');
                Items(text, list, indent);
                break;
            case string lines when lines.Contains('\n', StringComparison.Ordinal):
                Block(text, lines, indent + 2);
                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static void Items(StringBuilder text, YamlList list, int indent)
    {
        foreach (var item in list)
        {
            var (note, plain) = item is Noted noted ? (noted.Note, noted.Value) : (null, item);
            Note(text, note, indent);
            text.Append(' ', indent).Append('-');
            if (plain is YamlMap map)
            {
                text.Append(' ');
                Entries(text, map, indent + 2, inline: true);
            }
            else
            {
                Value(text, plain, indent);
            }
        }
    }

    private static void Block(StringBuilder text, string lines, int indent)
    {
        text.Append(lines.EndsWith('\n') ? " |\n" : " |-\n");
        foreach (var line in lines.TrimEnd('\n').Split('\n'))
        {
            if (line.Length > 0)
            {
                text.Append(' ', indent).Append(line);
            }

            text.Append('\n');
        }
    }

    private static string Scalar(object? value) => value switch
    {
        Removed => "null",
        string text => Plain().IsMatch(text) ? text : Text.Scalar(text),
        bool truth => truth ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A {value?.GetType().Name ?? "null"} cannot be written."),
    };

    private static void Note(StringBuilder text, string? note, int indent)
    {
        foreach (var line in note?.Split('\n') ?? [])
        {
            text.Append(' ', indent).Append("# ").Append(line).Append('\n');
        }
    }

    /// <summary>Amounts, folders above, switches of a command: plain although they begin like something else.</summary>
    [GeneratedRegex(@"^([0-9]+(m|k|M|G|Ki|Mi|Gi|Ti|s)|(\.\./)+[a-z/-]+|-[a-z]|/[a-z/.-]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
