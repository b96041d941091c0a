using Canopy.Access;
using Canopy.ServiceDefaults.Security;
using Canopy.Web.Streaming;
using Microsoft.Extensions.Options;

namespace Canopy.Web.Control;

/// <summary><c>/ws/control</c>: commands, each answered on the same socket (docs/stream.md).</summary>
internal static class ControlApi
{
    public static IHostApplicationBuilder AddControl(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ControlDispatcher>();
        return builder;
    }

    public static IEndpointRouteBuilder MapControl(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ws/control", ConnectAsync).RequireRole(AccessRole.Operator).ExcludeFromDescription();
        return routes;
    }

    private static async Task<IResult> ConnectAsync(
        HttpContext context, Sockets sockets, ControlDispatcher dispatcher, ConnectionFrames frames, StreamTelemetry telemetry,
        IOptions<StreamOptions> options, TimeProvider time)
    {
        if (sockets.Refuse(context) is { } refusal)
        {
            return refusal;
        }

        await sockets.ServeAsync(
            context, "control", options.Value.MaxControlMessage, protocol: null,
            async socket =>
            {
                using var end = new SocketEnd(context.GetCaller(), time, sockets.Stopping);
                await new ControlSession(socket, dispatcher, frames, options.Value, telemetry, time).RunAsync(end);
            });
        return Results.Empty;
    }
}
