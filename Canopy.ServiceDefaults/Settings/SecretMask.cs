using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Canopy.ServiceDefaults.Settings;

/// <summary>Takes secrets out of text that people will see.</summary>
internal sealed partial class SecretMask(IConfiguration configuration)
{
    private const string Mask = "***";
    private static readonly string[] Keys = ["REDIS_PASSWORD", "JWT_SECRET_KEY", "JWT_SECRET_KEY_PREVIOUS", "CANOPY_ACCOUNTS", "LOG_API_KEY"];

    public static bool IsSecretName(string key)
        => SecretName().IsMatch(key);

    public string Apply(string text)
    {
        foreach (var key in Keys)
        {
            if (configuration[key] is { Length: >= 4 } secret)
            {
                text = text.Replace(secret, Mask, StringComparison.Ordinal);
            }
        }

        return Assignment().Replace(Token().Replace(text, Mask), "${name}" + Mask);
    }

    [GeneratedRegex("password|secret|key$|token|accounts$|webhook|redis_url|connectionstring", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex SecretName();

    // JSON Web Tokens and hashes of passwords, wherever they stand.
    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]*|pbkdf2-\w+\$[^\s;]+", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Token();

    // password=… in connection strings, user:password@ in addresses.
    [GeneratedRegex(@"(?<name>(password|pwd|secret|token|api[-_]?key)\s*[=:]\s*|://[^/\s:@]*:)[^\s,;@/]+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Assignment();
}
