using System.Security.Claims;
using Canopy.Access;
using Canopy.Access.Tokens;
using Microsoft.AspNetCore.Http;

namespace Canopy.ServiceDefaults.Security;

/// <summary>Who makes a request.</summary>
/// <param name="Role">What he may do.</param>
/// <param name="Token">What he showed; null where nobody is asked.</param>
/// <param name="TokenText">The token as it came, to be passed on to another program; null where nobody is asked.</param>
public sealed record Caller(AccessRole Role, AccessToken? Token, string? TokenText)
{
    /// <summary>Anybody, where there is no key.</summary>
    internal static readonly Caller Anybody = new(AccessRole.Operator, Token: null, TokenText: null);

    /// <summary>The <see cref="Id"/> where nobody is asked, and of what a program does by itself.</summary>
    public const string Local = "local";

    public string? Name => Token?.Name;

    /// <summary>
    /// How he is recorded: account:NAME after a sign-in by password, token:NAME with a token that was made for a program (also after
    /// a sign-in with it), local where nobody is asked. No name has a colon.
    /// </summary>
    public string Id => Token is null ? Local : (Token.AccountStamp is null ? "token:" : "account:") + Token.Name;

    /// <summary>From then on he is nobody; null: never.</summary>
    public DateTimeOffset? ExpiresAt => Token?.ExpiresAt;

    internal ClaimsPrincipal ToPrincipal()
    {
        var identity = new ClaimsIdentity(AccessHandler.Scheme, TokenClaims.Name, TokenClaims.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, Id));
        identity.AddClaim(new Claim(TokenClaims.Role, AccessRoles.NameOf(Role)));
        if (Name is { } name)
        {
            identity.AddClaim(new Claim(TokenClaims.Name, name));
        }

        return new ClaimsPrincipal(identity);
    }

    // Not the token: this may come into a log.
    public override string ToString() => $"{Name ?? "anybody"} ({AccessRoles.NameOf(Role)})";
}

/// <summary>The caller of a request.</summary>
public static class CallerExtensions
{
    /// <summary>Who makes this request; null when he has shown nothing that counts.</summary>
    public static Caller? GetCaller(this HttpContext http) => http.Features.Get<Caller>();
}
