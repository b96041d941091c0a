using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Canopy.ServiceDefaults.Security;

/// <summary>Finds out who makes a request: by its bearer token, else by the session's cookie where the program has one.</summary>
internal sealed class AccessHandler(ProgramAccess access, SessionCookie? cookie = null) : IAuthenticationHandler
{
    public const string Scheme = "Canopy";

    private const string Bearer = "Bearer ";
    private HttpContext _http = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _http = context;
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync()
    {
        if (access.Reader is not { } reader)
        {
            return Success(Caller.Anybody);
        }

        if (TokenOf(_http.Request) is not { Length: > 0 } text)
        {
            return AuthenticateResult.NoResult();
        }

        return await reader.ReadAsync(text) is { } token
            ? Success(new Caller(token.Role, token, text))
            : AuthenticateResult.Fail("The token is not valid.");
    }

    /// <summary>The words are <see cref="AccessProblems"/>'.</summary>
    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        _http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        _http.Response.Headers.WWWAuthenticate = TokenOf(_http.Request) is { Length: > 0 } ? "Bearer error=\"invalid_token\"" : "Bearer";
        return Task.CompletedTask;
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        _http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>A header that is there counts, even if it is wrong: a client that sends one does not mean the cookie.</summary>
    private string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return cookie?.Read(_http);
        }

        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
    }

    private AuthenticateResult Success(Caller caller)
    {
        _http.Features.Set(caller);
        return AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(), Scheme));
    }
}
