namespace Canopy.Aspirate.Kustomize;

/// <summary>A line <c>    - NAME=value</c> beneath the literals of a configMapGenerator.</summary>
internal static class ConfigMapLiteral
{
    private const string Start = "    - ";

    public static string Line(string name, string value) => $"{Start}{Yaml.Scalar($"{name}={value}")}";

    /// <summary>Name and value of such a line, the value as it stands; null when it is none.</summary>
    public static (string Name, string Value)? Parse(string line) =>
        line.StartsWith(Start, StringComparison.Ordinal) && line.IndexOf('=') is > 0 and var equals
            ? (line[Start.Length..equals].TrimStart('"'), line[(equals + 1)..])
            : null;

    /// <summary>Whether the line is in quotes.</summary>
    public static bool IsQuoted(string line) => line.StartsWith($"{Start}\"", StringComparison.Ordinal);
}
