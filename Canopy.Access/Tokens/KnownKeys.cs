namespace Canopy.Access.Tokens;

/// <summary>Keys out of examples and templates. Whoever starts with one of them has none.</summary>
internal static class KnownKeys
{
    /// <summary>Letters and digits only, as <see cref="Plain"/> leaves them. No random key has one of these in it.</summary>
    private static readonly string[] Phrases =
    [
        "changeme", "changethis", "changeit", "replaceme", "replacethis", "replacewith", "yoursecret", "yourjwt", "yourkey", "your256bit",
        "yoursupersecret", "supersecret", "secretkey", "jwtsecret", "mysecret", "defaultkey", "defaultsecret", "placeholder",
        "insecure", "donotuse", "atleast256bits", "atleast32", "verysecret", "topsecret", "thisisasecret", "thisismy", "examplekey", "samplekey",
        "developmentkey", "devsecret", "testsecret", "correcthorsebattery", "0123456789abcdef0123456789abcdef",
    ];

    public static bool Contains(string key)
    {
        var plain = Plain(key);
        return Array.Exists(Phrases, phrase => plain.Contains(phrase, StringComparison.Ordinal));
    }

    private static string Plain(string key) => string.Concat(key.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));
}
