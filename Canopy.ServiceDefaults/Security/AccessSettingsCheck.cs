using Canopy.Access.Accounts;
using Canopy.Access.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Security;

/// <summary>Refuses keys and accounts that protect nothing, and production without a key. No value is in any message.</summary>
internal sealed class AccessSettingsCheck(IConfiguration configuration, IHostEnvironment environment) : IValidateOptions<AccessSettings>
{
    private const string KeyName = "JWT_SECRET_KEY";
    private const string PreviousKeyName = "JWT_SECRET_KEY_PREVIOUS";
    private const string AccountsName = "CANOPY_ACCOUNTS";

    public ValidateOptionsResult Validate(string? name, AccessSettings options)
    {
        var mistakes = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Key))
        {
            mistakes.AddRange(WithoutKey(options));
        }
        else
        {
            AddKeyMistake(KeyName, options.Key, mistakes);
        }

        if (!string.IsNullOrWhiteSpace(options.PreviousKey))
        {
            AddKeyMistake(PreviousKeyName, options.PreviousKey, mistakes);
        }

        if (AccountList.Parse(options.Accounts).Mistakes is { Count: > 0 } wrong)
        {
            mistakes.Add($"{AccountsName}: {string.Join("; ", wrong)}");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private IEnumerable<string> WithoutKey(AccessSettings options)
    {
        // Demo mode keeps nothing that would be worth protecting, and is gone with its process.
        if (!environment.IsDevelopment() && !configuration.GetProgramSettings().DemoMode)
        {
            yield return $"{KeyName} is missing; accepted: {SigningKey.Accepted}";
        }
        else
        {
            // Whoever sets one of these believes that he is protected.
            if (!string.IsNullOrWhiteSpace(options.Accounts))
            {
                yield return $"{AccountsName} is set without {KeyName}, and nobody would be asked to sign in; accepted: both, or neither";
            }

            if (!string.IsNullOrWhiteSpace(options.PreviousKey))
            {
                yield return $"{PreviousKeyName} is set without {KeyName}; accepted: both, or neither";
            }
        }
    }

    private static void AddKeyMistake(string name, string value, List<string> mistakes)
    {
        if (SigningKey.Read(value).Mistake is { } mistake)
        {
            mistakes.Add($"{name} {mistake}");
        }
    }
}
