namespace Canopy.Access.Tokens;

/// <summary>Names of claims, as <see cref="AccessToken"/> describes them.</summary>
public static class TokenClaims
{
    public const string Name = "sub";
    public const string Role = "role";
    public const string AccountStamp = "acc";
    public const string Until = "until";
}
