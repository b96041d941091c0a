using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Canopy.EndToEnd.Tests.Telemetry;

/// <summary>A client of <c>/ws/control</c>.</summary>
internal sealed class ControlSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();

    public static async Task<ControlSocket> OpenAsync(Uri web)
    {
        var control = new ControlSocket();
        await control._socket.ConnectAsync(new UriBuilder(web) { Scheme = "ws", Path = "/ws/control" }.Uri, TestContext.Current.CancellationToken);
        return control;
    }

    /// <summary>Sends a command and returns the data of its answer.</summary>
    public async Task<JsonElement> SendAsync(string json)
    {
        await _socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        var buffer = new byte[1 << 20];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer.AsMemory(length), TestContext.Current.CancellationToken);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            var message = JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length));
            if (message.GetProperty("type").GetString() == "command_response")
            {
                return message.GetProperty("data");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None);
        _socket.Dispose();
    }
}
