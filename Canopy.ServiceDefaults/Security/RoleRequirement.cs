using Canopy.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Canopy.ServiceDefaults.Security;

/// <summary>
/// The least role for a request. Without one given it is found by the method: reading needs a viewer, everything else an
/// operator. That is what holds for a route that says nothing of its own.
/// </summary>
internal sealed class RoleRequirement(AccessRole? role = null) : AuthorizationHandler<RoleRequirement>, IAuthorizationRequirement
{
    /// <summary>The least role for this request.</summary>
    public AccessRole For(HttpRequest request)
        => role ?? (request.OnlyReads() ? AccessRole.Viewer : AccessRole.Operator);

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (context.Resource is HttpContext http && http.GetCaller() is { } caller && caller.Role >= requirement.For(http.Request))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
