using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Security;

/// <summary>
/// What browsers are told with every answer, errors included (OWASP secure headers). A route that knows better sets its own
/// before.
/// </summary>
internal sealed class SecurityHeaders(IHostEnvironment environment) : IStartupFilter
{
    private const string NoContent = "default-src 'none'; frame-ancestors 'none'";
    private const string NoDevices =
        "accelerometer=(), bluetooth=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), "
        + "payment=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

    private const string OneYear = "max-age=31536000";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, continuation) =>
        {
            // Called last of all, so that what others have set is there.
            http.Response.OnStarting(Set, http);
            return continuation(http);
        });
        next(app);
    };

    private Task Set(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = NoDevices;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = NoContent;
        }

        if (headers.CacheControl.Count == 0)
        {
            // What somebody may see is not for whoever uses the browser, or a cache on the way, after him.
            headers.CacheControl = "no-store";
        }

        if (http.Request.IsHttps && !environment.IsDevelopment())
        {
            headers.StrictTransportSecurity = OneYear;
        }

        return Task.CompletedTask;
    }
}
