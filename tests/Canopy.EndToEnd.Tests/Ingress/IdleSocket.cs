using System.Net.WebSockets;
using System.Text.Json;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>A socket of the JSON form on which the client says nothing: it counts heartbeats and notes how it ends.</summary>
internal sealed class IdleSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly Task _reading;
    private int _heartbeats;

    private IdleSocket(ClientWebSocket socket)
    {
        _socket = socket;
        _reading = ReadAsync();
    }

    public int Heartbeats => Volatile.Read(ref _heartbeats);

    public bool IsOpen => _socket.State == WebSocketState.Open;

    /// <summary>Whether the connection ended without a close frame: 1006 in a browser.</summary>
    public bool WasCut { get; private set; }

    public static async Task<IdleSocket> OpenAsync(IngressClient client, string path) => new(await client.ConnectAsync(path));

    /// <summary>Waits for its end.</summary>
    public Task EndAsync() => _reading.WaitAsync(IngressTimes.Limit);

    public Task HeartbeatsAsync(int count) => Until.TrueAsync(
        () => Task.FromResult(Heartbeats >= count || _reading.IsCompleted), $"{count} heartbeats", IngressTimes.Limit);

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await _socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } part)
            {
                Assert.True(part.EndOfMessage);
                using var message = JsonDocument.Parse(buffer.AsMemory(0, part.Count));
                if (message.RootElement.GetProperty("type").GetString() == "ping")
                {
                    Interlocked.Increment(ref _heartbeats);
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            WasCut = true;
        }
    }
}
