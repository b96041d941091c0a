using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Canopy.Access.Tokens;

/// <summary>Checks tokens: signed by one of the keys, for us, by us, not expired, and with a name and a role.</summary>
/// <param name="keys">The key that signs, and the one before it while sessions of its time last.</param>
public sealed class TokenReader(IReadOnlyList<SigningKey> keys, TimeProvider time)
{
    /// <summary>Longer texts are not looked into.</summary>
    public const int MaxLength = 4096;

    /// <summary>By how much the clocks of two machines may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxLength, MapInboundClaims = false };

    private readonly TokenValidationParameters _rules = new()
    {
        IssuerSigningKeys = keys.Select(k => k.Security),
        TryAllIssuerSigningKeys = true,
        // Neither "none" nor an algorithm of somebody else's choice.
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidIssuer = TokenSigner.Canopy,
        ValidAudience = TokenSigner.Canopy,
        // The library's own check reads the system's clock.
        LifetimeValidator = (notBefore, expires, _, _) => IsNow(time.GetUtcNow(), notBefore, expires),
    };

    /// <summary>What the token says; null when it is not to be believed.</summary>
    public async Task<AccessToken?> ReadAsync(string text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(text, _rules);
        return result is { IsValid: true, SecurityToken: JsonWebToken token }
            && AccessName.IsPossible(token.Subject)
            && AccessRoles.Find(Text(token, TokenClaims.Role)) is { } role
            ? new AccessToken(token.Subject, role, new DateTimeOffset(token.ValidTo, TimeSpan.Zero))
            {
                AccountStamp = Text(token, TokenClaims.AccountStamp),
                Until = token.TryGetPayloadValue<long>(TokenClaims.Until, out var until) ? Time(until) : null,
            }
            : null;
    }

    private static bool IsNow(DateTimeOffset now, DateTime? notBefore, DateTime? expires)
        => expires is { } end && now < Utc(end) + ClockSkew && (notBefore is not { } start || now >= Utc(start) - ClockSkew);

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var value) ? value : null;

    /// <summary>Whoever has the key may write what he likes; it must not throw.</summary>
    private static DateTimeOffset Time(long seconds)
        => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
}
