using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Canopy.Access.Tokens;

/// <summary>Makes JSON Web Tokens (RFC 7519), signed with HS256.</summary>
public sealed class TokenSigner(SigningKey key, TimeProvider time)
{
    /// <summary>Issuer and audience.</summary>
    public const string Canopy = "canopy";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials = new(key.Security, SecurityAlgorithms.HmacSha256);

    public string Sign(AccessToken token)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [TokenClaims.Name] = token.Name,
            [TokenClaims.Role] = AccessRoles.NameOf(token.Role),
        };
        if (token.AccountStamp is { } stamp)
        {
            claims[TokenClaims.AccountStamp] = stamp;
        }

        if (token.Until is { } until)
        {
            claims[TokenClaims.Until] = until.ToUnixTimeSeconds();
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Canopy,
            Audience = Canopy,
            IssuedAt = time.GetUtcNow().UtcDateTime,
            Expires = token.ExpiresAt.UtcDateTime,
            Claims = claims,
            SigningCredentials = _credentials,
        });
    }
}
