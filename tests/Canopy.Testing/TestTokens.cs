using System.Net.Http.Headers;
using Canopy.Access;
using Canopy.Access.Accounts;
using Canopy.Access.Tokens;

namespace Canopy.Testing;

/// <summary>A key for programs that must have one, and tokens that it signed.</summary>
public static class TestTokens
{
    /// <summary>For JWT_SECRET_KEY. It opens nothing but what tests start.</summary>
    public const string Key = "Tq7-Lw3cVz9RkXn5Hb-Yd2Gs8Jm4Pf6Ue0Ao1Bi";

    /// <summary>A token of this role, signed now and with <see cref="Key"/> unless told otherwise.</summary>
    public static string Make(AccessRole role, TimeProvider? time = null, TimeSpan? life = null, string key = Key, string name = "tester")
    {
        time ??= TimeProvider.System;
        var signer = new TokenSigner(SigningKey.Read(key).Key!, time);
        return signer.Sign(new AccessToken(name, role, time.GetUtcNow() + (life ?? TimeSpan.FromHours(1))));
    }

    /// <summary>An entry of CANOPY_ACCOUNTS, as cheap as is allowed.</summary>
    public static string Account(string name, AccessRole role, string password)
        => new Account(name, role, PasswordHash.Of(password, PasswordHash.MinIterations)).ToEntry();

    /// <summary>For the header Authorization.</summary>
    public static AuthenticationHeaderValue Header(AccessRole role) => new("Bearer", Make(role));
}
