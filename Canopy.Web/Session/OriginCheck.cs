using Canopy.ServiceDefaults.Security;
using Canopy.Web.Streaming;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Canopy.Web.Session;

/// <summary>
/// Changes come from our own page or from programs, not from another site's page in a browser that is signed in here. The
/// cookie's SameSite says the same; this holds where a browser does not know that, and among hosts of one site.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next, IOptions<StreamOptions> options, IProblemDetailsService problems)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.OnlyReads() || OriginPolicy.Allows(http.Request, options.Value.AllowedOrigins))
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = http,
            ProblemDetails = new ProblemDetails { Status = StatusCodes.Status403Forbidden, Detail = "Changes cannot be made from pages of this origin." },
        });
    }
}
