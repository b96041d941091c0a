using Canopy.ServiceDefaults.Security;

namespace Canopy.Web.Session;

/// <summary>What signing in needs.</summary>
internal static class SessionServices
{
    public static IHostApplicationBuilder AddSession(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<SignInOptions>("SignIn");
        builder.Services.AddSingleton<SessionCookie>();
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddRateLimiter(options => options.AddPolicy<string, SignInLimits>(SignInLimits.Policy));
        return builder;
    }
}
