using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Canopy.ServiceDefaults.Shutdown;

/// <summary>
/// Says with every answer of a program that is about to stop that it was the connection's last. A proxy then keeps no
/// connection to us in its pool; a request that it sends on one while we close it would be lost.
/// </summary>
internal sealed class LastAnswers(IDrain drain) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, continuation) =>
        {
            // Later versions of HTTP have no such header.
            if (drain.IsDraining && HttpProtocol.IsHttp11(http.Request.Protocol))
            {
                http.Response.Headers.Connection = "close";
            }

            return continuation(http);
        });
        next(app);
    };
}
