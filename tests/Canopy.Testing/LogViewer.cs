using System.Collections.Concurrent;
using System.Net.WebSockets;
using Canopy.Contracts;

namespace Canopy.Testing;

/// <summary>
/// A viewer as the page is one: follows a run over <c>/ws/training</c>, and after any interruption comes back with the
/// last number that it has.
/// </summary>
public sealed class LogViewer : IAsyncDisposable
{
    private readonly Uri _server;
    private readonly string _runId;
    private readonly HttpMessageInvoker? _invoker;
    private readonly Action<ClientWebSocketOptions>? _options;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<LogEntry> _frames = new();
    private readonly Task _work;
    private long _lastSeq;
    private int _connections;

    /// <summary>Begins to follow; <paramref name="connections"/> makes connections in another way than the usual.</summary>
    public LogViewer(Uri server, string runId, HttpMessageInvoker? connections = null, Action<ClientWebSocketOptions>? options = null)
    {
        _server = server;
        _runId = runId;
        _invoker = connections;
        _options = options;
        _work = Task.Run(FollowAsync);
    }

    /// <summary>Numbered frames in the order in which they came.</summary>
    public IReadOnlyList<LogEntry> Frames => [.. _frames];

    public long LastSeq => Interlocked.Read(ref _lastSeq);

    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await FollowOnceAsync();
            }
            catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or HttpRequestException)
            {
                // The server went away: come back with the last number.
            }

            await Task.Delay(50, CancellationToken.None);
        }
    }

    private async Task FollowOnceAsync()
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("canopy.binary.v1");
        _options?.Invoke(socket.Options);
        var scheme = _server.Scheme == Uri.UriSchemeHttps ? "wss" : "ws";
        await socket.ConnectAsync(new Uri($"{scheme}://{_server.Authority}/ws/training?run={_runId}&after={LastSeq}"), _invoker, _stop.Token);
        Interlocked.Increment(ref _connections);
        var buffer = new byte[1 << 20];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult result;
            do
            {
                result = await socket.ReceiveAsync(buffer.AsMemory(length), _stop.Token);
                length += result.Count;
            }
            while (!result.EndOfMessage);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            var frame = LogEntry.Parse(buffer.AsSpan(0, length).ToArray());
            if (frame.Seq > 0)
            {
                _frames.Enqueue(frame);
                Interlocked.Exchange(ref _lastSeq, frame.Seq);
            }
        }
    }
}
