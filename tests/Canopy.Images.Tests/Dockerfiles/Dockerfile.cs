using System.Text.RegularExpressions;
using Canopy.Testing;

namespace Canopy.Images.Tests.Dockerfiles;

/// <summary>A program's Dockerfile as instructions, continued lines joined.</summary>
internal sealed partial class Dockerfile
{
    private readonly List<(string Name, string Value)> _instructions = [];

    private Dockerfile(string text)
    {
        foreach (var line in Continuation().Replace(Comment().Replace(text, ""), " ").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ', 2, StringSplitOptions.TrimEntries);
            _instructions.Add((parts[0], parts[1]));
        }
    }

    /// <summary>ARG with a default value, of the whole file.</summary>
    public IReadOnlyDictionary<string, string> Defaults => _instructions
        .Where(i => i.Name == "ARG" && i.Value.Contains('=', StringComparison.Ordinal))
        .Select(i => i.Value.Split('=', 2))
        .DistinctBy(pair => pair[0])
        .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>What COPY takes from the context.</summary>
    public IReadOnlyList<string> ContextCopies => [.. _instructions
        .Where(i => i.Name == "COPY" && !i.Value.StartsWith("--from", StringComparison.Ordinal))
        .SelectMany(i => i.Value.Split(' ')[..^1])];

    /// <summary>The instructions of the image itself: those after the last FROM.</summary>
    public IReadOnlyList<(string Name, string Value)> Final => [.. _instructions.Skip(_instructions.FindLastIndex(i => i.Name == "FROM"))];

    public static Dockerfile Of(string project) => new(File.ReadAllText(Path.Combine(Programs.Root, project, nameof(Dockerfile))));

    /// <summary>What stands behind the only instruction of this name in the image.</summary>
    public string Single(string name) => Final.Single(i => i.Name == name).Value;

    /// <summary>LABEL, with the ARGs' defaults in place of their names.</summary>
    public IReadOnlyDictionary<string, string> Labels => Label().Matches(Single("LABEL"))
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);

    [GeneratedRegex(@"\\\r?\n", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Continuation();

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("(?<name>[a-z.]+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Label();
}
