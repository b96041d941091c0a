using Canopy.Access.Accounts;
using Canopy.Access.Tokens;
using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Security;

/// <summary>The keys and accounts that this program was started with.</summary>
public sealed class ProgramAccess
{
    public ProgramAccess(IOptions<AccessSettings> settings, TimeProvider time)
    {
        var (keys, accounts) = (Keys(settings.Value), AccountList.Parse(settings.Value.Accounts).Accounts);
        Accounts = accounts;
        if (keys.Count > 0)
        {
            Signer = new TokenSigner(keys[0], time);
            Reader = new TokenReader(keys, time);
        }
    }

    /// <summary>Whether anybody is asked who he is; false without a key (development, demo mode).</summary>
    public bool IsRequired => Reader is not null;

    /// <summary>Makes tokens; null without a key.</summary>
    public TokenSigner? Signer { get; }

    /// <summary>Checks tokens; null without a key.</summary>
    public TokenReader? Reader { get; }

    public AccountList Accounts { get; }

    /// <summary>The first one signs. A previous key alone opens nothing.</summary>
    private static List<SigningKey> Keys(AccessSettings settings)
    {
        var keys = new List<SigningKey>();
        if (!string.IsNullOrWhiteSpace(settings.Key))
        {
            // Wrong ones have been refused when the settings were checked.
            keys.Add(SigningKey.Read(settings.Key).Key!);
            if (!string.IsNullOrWhiteSpace(settings.PreviousKey))
            {
                keys.Add(SigningKey.Read(settings.PreviousKey).Key!);
            }
        }

        return keys;
    }
}
