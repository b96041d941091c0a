using System.Diagnostics;
using Canopy.ServiceDefaults.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Canopy.ServiceDefaults.Telemetry;

/// <summary>Puts this first: it must see what every other part of the pipeline answers.</summary>
internal sealed class RequestObservationFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<RequestObservation>();
        next(app);
    };
}

/// <summary>Gives the server's span its route and status, and each request one line in the log; probes have neither.</summary>
internal sealed class RequestObservation(RequestDelegate next, ILogger<RequestObservation> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var span = http.Features.Get<IHttpActivityFeature>()?.Activity;
        if (ProbeEndpoint.Matches(http.Request.Path.Value))
        {
            if (span is not null)
            {
                span.IsAllDataRequested = false;
                span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }

            await next(http);
            return;
        }

        var from = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            var status = http.Response.StatusCode;
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            // Whoever handled the exception left it here.
            Describe(span, http.Request.Method, route, status, http.Features.Get<IExceptionHandlerFeature>()?.Error);
            Write(http.Request, status, Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
    }

    private static void Describe(Activity? span, string method, string? route, int status, Exception? error)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        if (route is not null)
        {
            span.DisplayName = $"{method} {route}";
            span.SetTag("http.route", route);
        }
        else
        {
            span.DisplayName = method;
        }

        span.SetTag("http.response.status_code", status);
        if (status >= 500)
        {
            span.SetTag("error.type", error?.GetType().FullName ?? status.ToString());
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    private void Write(HttpRequest request, int status, double milliseconds)
    {
        // The query is left out: it may hold a share link's token.
        switch (status)
        {
            case >= 500:
                logger.Failed(request.Method, request.Path, status, milliseconds);
                break;
            case >= 400:
                logger.Refused(request.Method, request.Path, status, milliseconds, request.HttpContext.Connection.RemoteIpAddress);
                break;
            default:
                logger.Answered(request.Method, request.Path, status, milliseconds);
                break;
        }
    }
}
