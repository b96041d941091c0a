using System.Text.RegularExpressions;
using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>PUB-02: nothing that is generated holds a secret.</summary>
internal static partial class SecretValueRules
{
    /// <summary>What the base says in the place of a secret; an overlay must have dropped it.</summary>
    public const string Placeholder = "from-secret";

    public static IEnumerable<string> AreNowhere(Deployed deployed)
    {
        foreach (var item in deployed.Objects.Concat(deployed.Cluster))
        {
            if (item.Kind == "Secret" && (item.At("data") is not null || item.At("stringData") is not null))
                yield return $"{item}: is a Secret with its values";
            foreach (var (path, text) in item.Node.Scalars())
            {
                if (text.Contains(Placeholder, StringComparison.Ordinal))
                    yield return $"{item}: {path} still says {Placeholder}";
                if (LooksSecret(path, text))
                    yield return $"{item}: {path} looks like a secret";
            }
        }
    }

    /// <summary>True for known forms of credentials, for long random words, and for a value under a secret's name.</summary>
    public static bool LooksSecret(string path, string text) =>
        KnownForms().IsMatch(text) || (SecretName().IsMatch(path) && text.Length > 0 && text != Placeholder && !Harmless().IsMatch(text)) || Words().Matches(text).Any(word => IsRandom(word.Value));

    /// <summary>Random text of letters and digits has over four bits a letter; words, names and hexadecimal digests have fewer.</summary>
    private static bool IsRandom(string word)
    {
        if (word.Length < 24 || Digest().IsMatch(word))
            return false;
        var entropy = -word.GroupBy(letter => letter).Sum(group => (double)group.Count() / word.Length * Math.Log2((double)group.Count() / word.Length));
        return entropy > 4.0 && word.Any(char.IsAsciiDigit) && word.Any(char.IsAsciiLetterUpper) && word.Any(char.IsAsciiLetterLower);
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}|\bxox[abprs]-|hooks\.slack\.com/services/|discord(app)?\.com/api/webhooks/|\beyJ[\w-]{8,}\.eyJ|://[^/\s:@]*:[^/\s@$]+@|pbkdf2-sha256\$\d", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex KnownForms();

    // A field or a variable that holds a secret by its name; names of references and of files are not meant.
    [GeneratedRegex(@"(^|[._])(\w*_)?(password|passwd|secret_key|secret_key_previous|api_key|apikey|private_key|token|webhook_url|accounts)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^(true|false|\d{1,3})$", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Harmless();

    [GeneratedRegex(@"[A-Za-z0-9+=_-]{24,}", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Words();

    [GeneratedRegex(@"^[0-9a-f]{32,64}$", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Digest();
}
