using Canopy.Testing;

namespace Canopy.Kubernetes.Tests.Guide;

/// <summary>docs/deployment.md, as a test sees it.</summary>
internal static class GuideText
{
    private static readonly string[] Words = ["kubectl", "./canopy", "docker", "kind", "minikube", "eksctl", "gcloud"];

    public static string Text { get; } = File.ReadAllText(Path.Combine(Programs.Root, "docs", "deployment.md"));

    /// <summary>Every command of its indented blocks, in words.</summary>
    public static IReadOnlyList<string[]> Commands { get; } =
    [
        .. Text.Split('\n').Where(l => l.StartsWith("    ", StringComparison.Ordinal))
            .Select(l => l.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 1 && Words.Contains(words[0], StringComparer.Ordinal)),
    ];

    /// <summary>The cells of the table whose first row begins with a word.</summary>
    public static IEnumerable<string[]> Table(string heading) => Text.Split('\n')
        .SkipWhile(l => l != heading).Skip(1).SkipWhile(l => !l.StartsWith('|')).TakeWhile(l => l.StartsWith('|'))
        .Where(l => !l.StartsWith("|---", StringComparison.Ordinal))
        .Select(l => l.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    /// <summary>The indented block that begins with a line.</summary>
    public static string Block(string firstLine) => string.Join('\n', Text.Split('\n')
        .SkipWhile(l => l != "    " + firstLine).TakeWhile(l => l.StartsWith("    ", StringComparison.Ordinal)).Select(l => l[4..])) + "\n";

    /// <summary>The word after a switch; null where there is no such switch.</summary>
    public static string? After(this string[] words, string name) => Array.IndexOf(words, name) is >= 0 and var at && at + 1 < words.Length ? words[at + 1] : null;
}
