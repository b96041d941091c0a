using Canopy.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Security;

/// <summary>Who may do what, in every program alike (docs/security.md).</summary>
public static class SecurityExtensions
{
    /// <summary>Lets those in whose role is at least this one, whatever the method.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoint, AccessRole role)
        where TBuilder : IEndpointConventionBuilder
        => endpoint.RequireAuthorization(Policy(new RoleRequirement(role)));

    /// <summary>A write that CANOPY_READ_ONLY does not refuse, because nothing that is kept changes by it.</summary>
    public static TBuilder AllowWhenReadOnly<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
        => endpoint.WithMetadata(new AllowedWhenReadOnly());

    internal static void AddSecurity(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<AccessSettings>();
        services.AddSingleton<IValidateOptions<AccessSettings>, AccessSettingsCheck>();
        services.AddSingleton<ProgramAccess>();
        services.AddAuthenticationCore(options =>
        {
            options.AddScheme<AccessHandler>(AccessHandler.Scheme, displayName: null);
            options.DefaultScheme = AccessHandler.Scheme;
        });
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(Policy(new RoleRequirement()))
            // Holds for every route that says nothing of its own, and for those that do not exist.
            .SetFallbackPolicy(Policy(new RoleRequirement()));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessProblems>();
        services.AddTransient<IStartupFilter, SecurityHeaders>();
        services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
    }

    /// <summary>After routing, because routes say what they need.</summary>
    internal static void UseSecurity(this WebApplication app)
    {
        app.UseMiddleware<ReadOnlyGuard>();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    private static AuthorizationPolicy Policy(RoleRequirement requirement) => new([requirement], authenticationSchemes: []);
}
