using System.Net.WebSockets;
using Canopy.ServiceDefaults.Shutdown;
using Microsoft.Extensions.Options;

namespace Canopy.Web.Streaming;

/// <summary>What both kinds of sockets have in common before their first word: origin, limits, upgrade, and the end of the program.</summary>
internal sealed class Sockets(
    ConnectionLimits limits, IOptions<StreamOptions> options, StreamTelemetry telemetry, IDrain drain,
    IHostApplicationLifetime lifetime, ILogger<Sockets> logger)
{
    /// <summary>Cancelled when the program is asked to stop.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>What is wrong with the request before the upgrade, as an answer; null when nothing is.</summary>
    public IResult? Refuse(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return TypedResults.Problem("This address speaks WebSocket.", statusCode: StatusCodes.Status426UpgradeRequired);
        }

        if (!OriginPolicy.Allows(context.Request, options.Value.AllowedOrigins))
        {
            Log.OriginRefused(logger, context.Request.Headers.Origin.ToString());
            Refused("origin");
            return TypedResults.Problem("Sockets are not open to this origin.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (drain.IsDraining)
        {
            // Before the upgrade, where a proxy can still ask another replica in our place.
            Refused("stopping");
            context.Response.Headers.RetryAfter = "1";
            return TypedResults.Problem(Farewell.Stopping, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        return null;
    }

    /// <summary>Upgrades the request and serves it, unless there are too many sockets already.</summary>
    public async Task ServeAsync(
        HttpContext context, string channel, int maxMessage, string? protocol, Func<SocketConnection, Task> serve)
    {
        using var place = limits.TryEnter(context.Connection.RemoteIpAddress, out var refusal);
        using var webSocket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = protocol,
            // A peer that is gone without a word shows by not answering the protocol's own ping.
            KeepAliveInterval = options.Value.Heartbeat,
            KeepAliveTimeout = options.Value.SendLimit,
        });
        using var socket = new SocketConnection(webSocket, context, maxMessage, options.Value, telemetry);
        if (refusal is not null)
        {
            Refused(refusal);
            await socket.RefuseAsync(Farewell.TryAgainLater, "Too many connections; come back later.");
            return;
        }

        var tag = new KeyValuePair<string, object?>("channel", channel);
        telemetry.Connections.Add(1, tag);
        try
        {
            await serve(socket);
        }
        catch (Exception e)
        {
            Log.ConnectionFailed(logger, e);
            await socket.RefuseAsync(WebSocketCloseStatus.InternalServerError, "An internal error; come back.");
        }
        finally
        {
            telemetry.Connections.Add(-1, tag);
        }
    }

    private void Refused(string reason) => telemetry.Refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
