using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using Canopy.Contracts;
using Canopy.Testing;
using Canopy.Web.Streaming;

namespace Canopy.Web.Tests.Streaming;

/// <summary>A client that keeps what it gets, as fast as it comes.</summary>
internal sealed class TestViewer : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentQueue<byte[]> _messages = new();
    private Task _reading = Task.CompletedTask;

    public string? Protocol => _socket.SubProtocol;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    /// <summary>Everything, in the binary form.</summary>
    public IReadOnlyList<LogEntry> Frames => [.. _messages.Select(m => LogEntry.Parse(m))];

    /// <summary>Entries of the log, without the connection's own frames.</summary>
    public IReadOnlyList<LogEntry> Entries => [.. Frames.Where(f => f.Seq > 0)];

    /// <summary>Everything, in the JSON form.</summary>
    public IReadOnlyList<JsonElement> Envelopes => [.. _messages.Select(m => JsonDocument.Parse(m).RootElement)];

    public static Task<TestViewer> BinaryAsync(Uri server, string run, long after = 0, bool reads = true)
        => ConnectAsync(server, $"/ws/training?run={run}&after={after}", StreamProtocol.Binary, reads);

    public static Task<TestViewer> JsonAsync(Uri server, string run, long after = 0)
        => ConnectAsync(server, $"/ws/training?run={run}&after={after}", StreamProtocol.Json);

    public static async Task<TestViewer> ConnectAsync(
        Uri server, string path, string? protocol = null, bool reads = true, Action<ClientWebSocketOptions>? options = null)
    {
        var viewer = new TestViewer();
        if (protocol is not null)
        {
            viewer._socket.Options.AddSubProtocol(protocol);
        }

        options?.Invoke(viewer._socket.Options);
        using var connections = new SocketsHttpHandler { ConnectCallback = ConnectWithSmallBufferAsync };
        using var invoker = new HttpMessageInvoker(connections, disposeHandler: false);
        await viewer._socket.ConnectAsync(new Uri($"ws://{server.Authority}{path}"), invoker, CancellationToken.None);
        if (reads)
        {
            viewer.StartReading();
        }

        return viewer;
    }

    public void StartReading() => _reading = ReadAsync();

    public Task SendAsync(string text)
        => _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>Waits until the entry with this number, or a frame that stands for it, is there.</summary>
    public Task ReachAsync(long seq) => UntilAsync(v => v.Entries is [.., var last] && last.Seq >= seq, $"entry {seq}");

    public Task UntilAsync(Func<TestViewer, bool> condition, string what) => Until.TrueAsync(
        () =>
        {
            var closed = _reading.IsCompleted && CloseStatus is not null;
            var seen = condition(this);
            Assert.True(seen || !closed, $"the socket was closed ({CloseStatus}: {CloseReason}) before the viewer saw {what}");
            return Task.FromResult(seen);
        },
        $"the viewer sees {what}");

    public Task ClosedAsync() => Until.TrueAsync(() => Task.FromResult(_reading.IsCompleted), "the socket is closed");

    /// <summary>Leaves with a proper close.</summary>
    public async Task CloseAsync()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await ClosedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    /// <summary>With the usual buffers, a client that does not read would be noticed only after megabytes.</summary>
    private static async ValueTask<Stream> ConnectWithSmallBufferAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 16_384 };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 20];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    if (_socket.State == WebSocketState.CloseReceived)
                    {
                        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    }

                    return;
                }

                _messages.Enqueue(buffer[..length]);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // Cut off, or disposed.
        }
    }
}
