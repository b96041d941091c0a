using System.Diagnostics;
using Canopy.Runs.Api;
using Canopy.Runs.Commands;
using Canopy.ServiceDefaults.Shutdown;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Canopy.Web.Backend;

/// <summary>Passes a write on to the backend, whole, so that it can be asked again, and the answer back as it comes.</summary>
internal sealed class Forwarder(
    BackendClient backend, IDrain drain, ILogger<Forwarder> logger)
{
    private const int RetryAfterSeconds = 5;

    /// <summary>Headers of one connection, and what is for us alone. The caller's token is put in by <see cref="BackendClient"/>.</summary>
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade", "Host", "Cookie", "Authorization", "Content-Length", "Expect", "Server", "Date", "traceparent", "tracestate", "baggage",
        // Ours to give.
        IdempotencyKey.WebHeader,
        // What others say of the client; the backend hears what we know.
        "Forwarded", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Scheme",
        "X-Forwarded-Prefix", "X-Original-For", "X-Original-Proto", "X-Original-Host", "X-Original-Forwarded-For",
    };

    public async Task<IResult> ForwardAsync(HttpContext context)
    {
        if (Refuse(context) is { } refusal)
        {
            return refusal;
        }

        try
        {
            using var request = await RequestForAsync(context);
            using var response = await backend.SendAsync(request, context.RequestAborted);
            await CopyAsync(response, context);
            return Results.Empty;
        }
        catch (ServiceUnavailableException e)
        {
            Log.BackendNotReached(logger, context.Request.Method, context.Request.Path, e);
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString();
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (BackendSilentException e)
        {
            Log.BackendSilent(logger, context.Request.Method, context.Request.Path, e);
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status504GatewayTimeout);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
            return Results.Empty;
        }
    }

    private ProblemHttpResult? Refuse(HttpContext context)
    {
        if (drain.IsDraining)
        {
            context.Response.Headers.RetryAfter = "1";
            return TypedResults.Problem("The server stops; nothing was changed.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        return null;
    }

    private static async Task<HttpRequestMessage> RequestForAsync(HttpContext context)
    {
        var incoming = context.Request;
        var request = new HttpRequestMessage(new HttpMethod(incoming.Method), new Uri(incoming.Path + incoming.QueryString, UriKind.Relative));
        if (incoming.ContentLength > 0 || incoming.Headers.TransferEncoding.Count > 0)
        {
            using var body = new MemoryStream();
            await incoming.Body.CopyToAsync(body, context.RequestAborted);
            request.Content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        }

        foreach (var (name, values) in incoming.Headers)
        {
            if (!NotForwarded.Contains(name) && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        request.Headers.TryAddWithoutValidation("X-Forwarded-For", context.Connection.RemoteIpAddress?.ToString());
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", incoming.Scheme);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", incoming.Host.Value);

        // With an activity of our own, the client sends that one on; without, the caller's trace must not end here.
        if (Activity.Current is null && incoming.Headers.TraceParent.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("traceparent", incoming.Headers.TraceParent.AsEnumerable());
            request.Headers.TryAddWithoutValidation("tracestate", incoming.Headers.TraceState.AsEnumerable());
        }

        return request;
    }

    private static async Task CopyAsync(HttpResponseMessage response, HttpContext context)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!NotForwarded.Contains(name) || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(BackendClient.Limit);
        try
        {
            await response.Content.CopyToAsync(context.Response.Body, limit.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The status is out already: a body that breaks off is the only way left to say so.
            context.Abort();
        }
    }
}
