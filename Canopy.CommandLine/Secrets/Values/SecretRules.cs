using Canopy.Access.Tokens;

namespace Canopy.CommandLine.Secrets.Values;

/// <summary>What a value must be. Messages name the key, never the value.</summary>
internal static class SecretRules
{
    private const int PasswordLength = 16;

    // Words that stand in examples and nowhere else.
    private static readonly string[] DefaultWords =
        ["changeme", "change-me", "change_me", "replaceme", "replace-me", "replace_me", "password", "secret", "default", "example", "placeholder", "canopy", "123456", "<"];

    /// <summary>What is wrong with a key's value, as whole sentences.</summary>
    public static IEnumerable<string> Check(CataloguedKey key, string value)
    {
        if (key.Generate is "jwt" or "password" && LooksLikeDefault(value))
        {
            yield return $"{key.Name} has a value from an example; generate one with 'canopy secrets generate'.";
        }

        switch (key.Generate)
        {
            // As the programs read it when they start.
            case "jwt" when SigningKey.Read(value).Mistake is { } mistake:
                yield return $"{key.Name} {mistake}.";
                break;
            case "password" when value.Length < PasswordLength || !value.All(char.IsAsciiLetterOrDigit):
                yield return $"{key.Name} must be at least {PasswordLength} letters and digits (A-Z, a-z, 0-9).";
                break;
        }
    }

    /// <summary>A known word with little beside it, or one character again and again.</summary>
    private static bool LooksLikeDefault(string value)
    {
        var plain = value.ToLowerInvariant();
        return plain.Distinct().Count() < 8
            || DefaultWords.Any(word => plain.Contains(word, StringComparison.Ordinal) && (plain.Length < 24 || plain.StartsWith(word, StringComparison.Ordinal)));
    }
}
