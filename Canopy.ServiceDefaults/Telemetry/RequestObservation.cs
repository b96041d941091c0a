using System.Diagnostics;
using Canopy.ServiceDefaults.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

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

/// <summary>Gives each request one line in the log, and puts the run that it is about on its span and on all its lines. Probes leave no trace.</summary>
internal sealed class RequestObservation(RequestDelegate next, ILogger<RequestObservation> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (ProbeEndpoint.Matches(http.Request.Path.Value))
        {
            // Nor does what a check asks others for, whatever the sampler.
            Activity.Current = null;
            using var suppressed = SuppressInstrumentationScope.Begin();
            await next(http);
            return;
        }

        using var scope = RunPath.Find(http.Request) is { } run ? About(run) : null;
        var from = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            // The instrumentation does not see an exception that was turned into an answer.
            if (http.Features.Get<IExceptionHandlerFeature>()?.Error is { } error)
            {
                http.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("error.type", error.GetType().FullName);
            }

            Write(http.Request, http.Response.StatusCode, Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
    }

    private IDisposable? About(string run)
    {
        Activity.Current?.SetTag("canopy.run.id", run);
        return logger.BeginRun(run);
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
