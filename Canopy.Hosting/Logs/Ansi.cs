using System.Text.RegularExpressions;

namespace Canopy.Hosting.Logs;

/// <summary>Takes colours and other terminal commands out of a program's output.</summary>
internal static partial class Ansi
{
    public static string Strip(string text) => text.Contains('\e', StringComparison.Ordinal) ? Commands().Replace(text, string.Empty) : text;

    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)?|[@-Z\\-_])", RegexOptions.NonBacktracking)]
    private static partial Regex Commands();
}
