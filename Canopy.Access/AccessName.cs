using System.Text.RegularExpressions;

namespace Canopy.Access;

/// <summary>Names of people and machines: they are part of tokens, settings and log lines.</summary>
public static partial class AccessName
{
    public const int MaxLength = 64;

    public const string Accepted = "1 to 64 letters, digits, or any of . _ @ + -";

    public static bool IsPossible(string? name) => name is { Length: > 0 and <= MaxLength } && Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[\p{L}\p{N}._@+-]+\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Pattern();
}
