using Canopy.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Canopy.ServiceDefaults.Security;

/// <summary>Says why a request was refused: 401 to those who are nobody, 403 to those whose role is too low.</summary>
internal sealed class AccessProblems(IProblemDetailsService problems) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        var needed = AccessRoles.NameOf(policy.Requirements.OfType<RoleRequirement>().Select(r => r.For(context.Request)).DefaultIfEmpty(AccessRole.Viewer).Max());
        if (authorizeResult.Challenged)
        {
            await context.ChallengeAsync();
            await WriteAsync(context, $"Sign in first, or send a token that is valid: this needs the role {needed}.");
        }
        else
        {
            await context.ForbidAsync();
            await WriteAsync(context, $"This needs the role {needed}; yours is {AccessRoles.NameOf(context.GetCaller()!.Role)}.");
        }
    }

    private async Task WriteAsync(HttpContext context, string detail)
        => await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = new ProblemDetails { Status = context.Response.StatusCode, Detail = detail },
        });
}
