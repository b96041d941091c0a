using System.Net.WebSockets;
using System.Text.Json;
using Canopy.Contracts;
using Canopy.Web.Streaming;

namespace Canopy.Web.Control;

/// <summary>One client of <c>/ws/control</c>: one command after the other, in the order in which they came.</summary>
internal sealed class ControlSession(
    SocketConnection socket, ControlDispatcher dispatcher, ConnectionFrames frames, StreamOptions options, StreamTelemetry telemetry,
    TimeProvider time)
{
    private readonly string _clientId = $"{Guid.NewGuid():N}"[..12];
    private long _lastMessage = time.GetTimestamp();

    public async Task RunAsync(SocketEnd end)
    {
        try
        {
            await SendAsync(frames.Established(_clientId, options.Heartbeat));
            var answering = AnswerAllAsync(end);
            if (await WatchAsync(answering, end) is var (status, reason))
            {
                await socket.CloseAsync(status, reason);
                await Task.WhenAny(answering, Task.Delay(options.CloseLimit, time, CancellationToken.None));
                socket.Abort();
            }

            await answering;
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException)
        {
            // The client is gone.
            socket.Abort();
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "Goodbye.");
    }

    private async Task AnswerAllAsync(SocketEnd end)
    {
        while (await socket.ReceiveAsync() is { } message)
        {
            Volatile.Write(ref _lastMessage, time.GetTimestamp());
            if (ClientMessage.IsPing(message.Span))
            {
                await SendAsync(frames.Pong());
                continue;
            }

            // Not cancelled when the client leaves or the program stops: what was asked for is carried out.
            var response = await dispatcher.AnswerAsync(message, end, CancellationToken.None);
            await socket.SendAsync(Envelope(response), WebSocketMessageType.Text, CancellationToken.None);
        }
    }

    /// <summary>Sends heartbeats until there is a reason to close, or null when the client has left.</summary>
    private async Task<(WebSocketCloseStatus Status, string Reason)?> WatchAsync(Task answering, SocketEnd end)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        while (await Task.WhenAny(answering, Task.Delay(options.Heartbeat, time, over.Token)) != answering)
        {
            if (end.Token.IsCancellationRequested)
            {
                await SendAsync(frames.Shutdown(end.Reason, Farewell.RetryAfterSeconds(_clientId)));
                return (WebSocketCloseStatus.EndpointUnavailable, end.Farewell);
            }

            if (time.GetElapsedTime(Volatile.Read(ref _lastMessage)) > options.Idle)
            {
                return (WebSocketCloseStatus.NormalClosure, "No command came for a long time.");
            }

            await SendAsync(frames.Ping());
        }

        await over.CancelAsync();
        return null;
    }

    private Task SendAsync(RelayFrame frame)
        => socket.SendAsync(frame.In(StreamForm.Json, telemetry), WebSocketMessageType.Text, CancellationToken.None);

    private static byte[] Envelope(CommandResponse response)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "command_response"u8);
            writer.WritePropertyName("data"u8);
            JsonSerializer.Serialize(writer, response, ContractsJson.Default.CommandResponse);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
