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
        "developmentkey", "devsecret", "testsecret", "correcthorsebattery", "allyourbase", "thequickbrownfox", "loremipsum",
    ];

    /// <summary>Random when they were made, and printed since: in standards, in the documentation of frameworks, in what is copied from there.</summary>
    private static readonly string[] Published =
    [
        // RFC 7515, appendix A.1.
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
        // RFC 7520, section 3.5.
        "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg",
        // FastAPI's tutorial on JWT.
        "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
        // Tutorials on JWT with Spring.
        "404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970",
        // Digits that anybody knows.
        "31415926535897932384626433832795",
        "27182818284590452353602874713526",
    ];

    private static readonly string[] PlainPublished = [.. Published.Select(Plain)];

    public static bool Contains(string key)
    {
        var plain = Plain(key);
        return Array.Exists([.. Phrases, .. PlainPublished], phrase => plain.Contains(phrase, StringComparison.Ordinal));
    }

    private static string Plain(string key) => string.Concat(key.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));
}
