using System.Security.Cryptography;

namespace Canopy.CommandLine.Secrets.Values;

/// <summary>Makes values from the system's cryptographic source of chance.</summary>
internal static class SecretGenerator
{
    private const int JwtBytes = 64;
    private const int PasswordLength = 32;

    /// <summary>Letters and digits only: such a password needs no quoting in a URL, an ACL file or a shell.</summary>
    private const string PasswordAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A new value; null for a key that only the operator can give.</summary>
    public static string? Generate(CataloguedKey key) => key.Generate switch
    {
        "jwt" => Convert.ToBase64String(RandomNumberGenerator.GetBytes(JwtBytes)),
        "password" => RandomNumberGenerator.GetString(PasswordAlphabet, PasswordLength),
        _ => null,
    };
}
