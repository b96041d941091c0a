using System.Text.RegularExpressions;

namespace Canopy.Aspirate.Values;

/// <summary>A reference within an expression, such as <c>{cache.bindings.tcp.port}</c>.</summary>
/// <param name="Text">The reference as it stands, with its braces.</param>
/// <param name="Resource">Name of the resource.</param>
/// <param name="Path">What of it: <c>value</c>, <c>connectionString</c>, <c>bindings.NAME.PROPERTY</c>.</param>
internal sealed partial record Reference(string Text, string Resource, string Path)
{
    /// <summary>All references of an expression, in its order. Braces around anything else are plain text.</summary>
    public static IEnumerable<Reference> In(string expression) => Matches(expression).Select(From);

    /// <summary>Replaces what is between the references, and the references themselves.</summary>
    public static string Replace(string expression, Func<string, string> literal, Func<Reference, string> reference)
    {
        var result = new System.Text.StringBuilder();
        var end = 0;
        foreach (var match in Matches(expression))
        {
            result.Append(literal(Unescaped(expression[end..match.Index]))).Append(reference(From(match)));
            end = match.Index + match.Length;
        }

        return result.Append(literal(Unescaped(expression[end..]))).ToString();
    }

    private static IEnumerable<Match> Matches(string expression) => Pattern().Matches(expression).Where(m => m.Groups["resource"].Success);

    /// <summary>Doubled braces stand for single ones. A text with single braces was never escaped: JSON ends with two of them.</summary>
    private static string Unescaped(string text)
    {
        var rest = text.Replace("{{", string.Empty, StringComparison.Ordinal).Replace("}}", string.Empty, StringComparison.Ordinal);
        return rest.AsSpan().ContainsAny('{', '}') ? text : text.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
    }

    private static Reference From(Match match) => new(match.Value, match.Groups["resource"].Value, match.Groups["path"].Value);

    [GeneratedRegex(@"\{\{|\}\}|\{(?<resource>[A-Za-z][A-Za-z0-9-]*)\.(?<path>[A-Za-z][A-Za-z0-9.-]*)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
