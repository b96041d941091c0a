using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Security;

/// <summary>
/// Holds a browser's token, out of reach of scripts. A program that registers it accepts tokens from the cookie as well as from
/// the Authorization header.
/// </summary>
public sealed class SessionCookie(IHostEnvironment environment)
{
    /// <summary>The prefix makes browsers refuse it without TLS, from other hosts and for part of a site (RFC 6265bis, section 4.1.3).</summary>
    public const string Name = "__Host-canopy";

    /// <summary>Over plain HTTP on a developer's machine.</summary>
    public const string PlainName = "canopy";

    public void Set(HttpContext http, string token, TimeSpan life)
    {
        var options = Options(http);
        options.MaxAge = life;
        http.Response.Cookies.Append(NameFor(http), token, options);
    }

    public void Delete(HttpContext http) => http.Response.Cookies.Delete(NameFor(http), Options(http));

    internal string? Read(HttpContext http)
        => http.Request.Cookies[Name] ?? (environment.IsDevelopment() ? http.Request.Cookies[PlainName] : null);

    private bool IsPlain(HttpContext http) => environment.IsDevelopment() && !http.Request.IsHttps;

    private string NameFor(HttpContext http) => IsPlain(http) ? PlainName : Name;

    // Secure even where a proxy that ends TLS speaks plain HTTP to us.
    private CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        Secure = !IsPlain(http),
        SameSite = SameSiteMode.Strict,
        Path = "/",
        IsEssential = true,
    };
}
