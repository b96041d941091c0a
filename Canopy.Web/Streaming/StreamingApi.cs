using System.Globalization;
using System.Net.WebSockets;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Canopy.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Canopy.Web.Streaming;

/// <summary><c>/ws/training</c>: a run's log, live (docs/stream.md).</summary>
internal static class StreamingApi
{
    public static IEndpointRouteBuilder MapStreaming(this IEndpointRouteBuilder routes)
    {
        // Now, so that what it counts is seen from the start on.
        routes.ServiceProvider.GetRequiredService<StreamTelemetry>();
        routes.MapGet("/ws/training", FollowAsync).ExcludeFromDescription();
        return routes;
    }

    private static async Task<IResult> FollowAsync(
        HttpContext context, Sockets sockets, RunRelays relays, IRunReader reader, ConnectionFrames frames, StreamTelemetry telemetry,
        IOptions<StreamOptions> options, TimeProvider time, ILogger<Viewer> logger, string? run, string? after)
    {
        if (sockets.Refuse(context) is { } refusal)
        {
            return refusal;
        }

        if (string.IsNullOrWhiteSpace(run))
        {
            return Invalid("run", "The query parameter run names the run to follow: /ws/training?run=ID.");
        }

        var seq = 0L;
        if (!string.IsNullOrEmpty(after) && (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out seq) || seq == long.MaxValue))
        {
            return Invalid("after", "The query parameter after is the number of the last entry that the client has, or 0.");
        }

        var (form, protocol) = StreamProtocol.Choose(context.WebSockets.WebSocketRequestedProtocols);
        await sockets.ServeAsync(context, "training", options.Value.MaxTrainingMessage, protocol, async socket =>
        {
            if (await DescribeAsync(reader, run, socket, context.RequestAborted) is not { } description)
            {
                return;
            }

            using var end = new SocketEnd(context.GetCaller(), time, sockets.Stopping);
            using var lease = relays.Watch(run);
            var viewer = new Viewer(socket, lease.Relay, form, frames, options.Value, telemetry)
            {
                Time = time,
                ClientId = $"{Guid.NewGuid():N}"[..12],
            };
            Log.ViewerJoined(logger, viewer.ClientId, run, seq, form);
            await viewer.RunAsync(description, seq, end);
            Log.ViewerLeft(logger, viewer.ClientId, run, viewer.Seq);
        });
        return Results.Empty;
    }

    private static async Task<RunDescription?> DescribeAsync(
        IRunReader reader, string run, SocketConnection socket, CancellationToken cancellationToken)
    {
        try
        {
            if (RunId.IsPossible(run) && await reader.FindAsync(run, cancellationToken) is { } description)
            {
                return description;
            }

            await socket.RefuseAsync(WebSocketCloseStatus.PolicyViolation, "There is no such run.");
        }
        catch (ServiceUnavailableException)
        {
            await socket.RefuseAsync(Farewell.TryAgainLater, "The store cannot be reached; come back.");
        }

        return null;
    }

    private static ValidationProblem Invalid(string parameter, string message)
        => TypedResults.ValidationProblem(new Dictionary<string, string[]> { [parameter] = [message] });
}
