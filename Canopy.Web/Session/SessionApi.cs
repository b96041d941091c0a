using System.Text.Json;
using Canopy.Access;
using Canopy.Contracts;
using Canopy.ServiceDefaults.Security;
using Canopy.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Canopy.Web.Session;

/// <summary><c>/v1/session</c>: signing in and out, for the page and for programs (docs/security.md).</summary>
internal static class SessionApi
{
    private const long MaxBodyBytes = 16 * 1024;
    private const string WrongPassword = "The name or the password is wrong.";
    private const string WrongToken = "The token is not valid here: it has expired, or another key signed it.";

    public static IEndpointRouteBuilder MapSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/v1/session").AllowWhenReadOnly().WithTags("Session");
        session.MapGet("", Describe).AllowAnonymous().WithName("GetSession").WithSummary("Who is signed in, and whether anybody has to be.");
        session.MapPost("", SignInAsync).AllowAnonymous().RequireRateLimiting(SignInLimits.Policy).WithMetadata(new BodyLimit())
            .WithName("SignIn").WithSummary("Signs in by name and password, or by a token.");
        session.MapPost("/renew", Renew).RequireRole(AccessRole.Viewer).WithName("RenewSession").WithSummary("A fresh token for the one that is still valid.");
        session.MapDelete("", SignOut).AllowAnonymous().WithName("SignOut").WithSummary("Takes the cookie back.");
        return routes;
    }

    private static JsonHttpResult<SessionStatus> Describe(HttpContext http, ProgramAccess access, IOptions<ProgramSettings> program)
    {
        var caller = http.GetCaller();
        return TypedResults.Json(
            new SessionStatus
            {
                Required = access.IsRequired,
                Name = caller?.Name,
                Role = caller is null ? null : AccessRoles.NameOf(caller.Role),
                ExpiresAt = caller?.ExpiresAt,
                ReadOnly = program.Value.ReadOnly,
            },
            ContractsJson.Default.SessionStatus);
    }

    private static async Task<IResult> SignInAsync(HttpContext http, Sessions sessions, SessionCookie cookie)
    {
        if (!sessions.Exist)
        {
            return TypedResults.Problem("Nobody has to sign in here: the program has no JWT_SECRET_KEY.", statusCode: StatusCodes.Status404NotFound);
        }

        var (request, refusal) = await ReadAsync(http.Request);
        if (request is null)
        {
            return refusal!;
        }

        var signedIn = request.Token is { } token
            ? await sessions.SignInAsync(token)
            : await sessions.SignInAsync(request.Name!, request.Password!, http.RequestAborted);
        return signedIn is null
            ? TypedResults.Problem(request.Token is null ? WrongPassword : WrongToken, statusCode: StatusCodes.Status401Unauthorized)
            : Answer(http, signedIn, sessions, cookie);
    }

    private static IResult Renew(HttpContext http, Sessions sessions, SessionCookie cookie)
    {
        if (http.GetCaller()?.Token is not { } token)
        {
            return TypedResults.Problem("Nobody has to sign in here: there is nothing to renew.", statusCode: StatusCodes.Status404NotFound);
        }

        return sessions.Renew(token) is { } renewed
            ? Answer(http, renewed, sessions, cookie)
            : TypedResults.Problem("The account was changed or is gone; sign in again.", statusCode: StatusCodes.Status401Unauthorized);
    }

    private static NoContent SignOut(HttpContext http, SessionCookie cookie)
    {
        cookie.Delete(http);
        return TypedResults.NoContent();
    }

    private static JsonHttpResult<SignedIn> Answer(HttpContext http, SignedIn signedIn, Sessions sessions, SessionCookie cookie)
    {
        cookie.Set(http, signedIn.Token, sessions.LifeOf(signedIn));
        return TypedResults.Json(signedIn, ContractsJson.Default.SignedIn);
    }

    private static async Task<(SignIn? Request, IResult? Refusal)> ReadAsync(HttpRequest http)
    {
        if (!http.HasJsonContentType())
        {
            return (null, TypedResults.Problem("The body must be application/json.", statusCode: StatusCodes.Status415UnsupportedMediaType));
        }

        SignIn? request;
        try
        {
            request = await http.ReadFromJsonAsync(ContractsJson.Default.SignIn, http.HttpContext.RequestAborted);
        }
        catch (JsonException)
        {
            request = null;
        }

        if (request is { Token.Length: > 0 } or { Name.Length: > 0, Password.Length: > 0 })
        {
            return (request, null);
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["name"] = ["Give name and password, both as a text, or token."] };
        return (null, TypedResults.ValidationProblem(errors));
    }

    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MaxBodyBytes;
    }
}
