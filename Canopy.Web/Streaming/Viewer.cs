using System.Net.WebSockets;
using Canopy.Contracts;

namespace Canopy.Web.Streaming;

/// <summary>
/// One client of <c>/ws/training</c>: a place in the run's log, and a loop that sends what comes next. What a slow client
/// costs is one frame on its way; the rest waits in the relay, shared with all others.
/// </summary>
internal sealed class Viewer(
    SocketConnection socket, RunRelay relay, StreamForm form, ConnectionFrames frames, StreamOptions options, StreamTelemetry telemetry)
{
    private const int FramesPerBatch = 16;

    private readonly Signal _wake = new();
    private readonly List<RelayFrame> _batch = new(FramesPerBatch);
    private long _cursor;
    private volatile bool _pingDue;
    private volatile bool _pongDue;
    private volatile bool _left;

    public required TimeProvider Time { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The last number that was sent.</summary>
    public long Seq => _cursor - 1;

    /// <summary>Serves the client until it leaves or <paramref name="end"/> comes.</summary>
    public async Task RunAsync(RunDescription run, long after, SocketEnd end)
    {
        _cursor = after + 1;
        relay.Attach(_wake);
        using var onStop = end.Token.Register(OnEnd);
        await using var heartbeat = Time.CreateTimer(_ => OnHeartbeat(), null, options.Heartbeat, options.Heartbeat);
        var receiving = ReceiveAsync();
        try
        {
            await SendAsync(frames.Established(ClientId, options.Heartbeat));
            await SendAsync(frames.InitialStatus(run));
            await SendLogAsync(end);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException)
        {
            // The client is gone, was cut off, or has just been told why it must go: then it shall hear the reason.
            if (!socket.IsClosing)
            {
                socket.Abort();
            }
        }
        finally
        {
            relay.Detach(_wake);
            await LeaveAsync(receiving);
        }
    }

    private async Task SendLogAsync(SocketEnd end)
    {
        while (!_left)
        {
            if (end.Token.IsCancellationRequested)
            {
                await SendAsync(frames.Shutdown(end.Reason, Farewell.RetryAfterSeconds(ClientId)));
                await socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, end.Farewell);
                return;
            }

            if (relay.End is not RelayEnd.None and var lost)
            {
                await socket.CloseAsync(Farewell.StatusOf(lost), Farewell.ReasonOf(lost));
                return;
            }

            await SendSignsOfLifeAsync();
            _cursor = relay.Take(_cursor, FramesPerBatch, _batch);
            if (_batch.Count == 0)
            {
                await _wake.WaitAsync(CancellationToken.None);
                continue;
            }

            await SendBatchAsync(end.Token);
        }
    }

    private async Task SendBatchAsync(CancellationToken end)
    {
        foreach (var frame in _batch)
        {
            if (_left || end.IsCancellationRequested)
            {
                break;
            }

            await SendAsync(frame);
            await SendSignsOfLifeAsync();
        }

        _batch.Clear();
    }

    private async Task SendSignsOfLifeAsync()
    {
        if (_pongDue)
        {
            _pongDue = false;
            await SendAsync(frames.Pong());
        }

        if (_pingDue)
        {
            _pingDue = false;
            await SendAsync(frames.Ping());
        }
    }

    private async Task SendAsync(RelayFrame frame)
    {
        var message = frame.In(form, telemetry);
        if (message.IsEmpty)
        {
            return;
        }

        var type = form == StreamForm.Binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        await socket.SendAsync(message, type, CancellationToken.None);
        telemetry.Sent(frame, form, message.Length);
    }

    private async Task ReceiveAsync()
    {
        while (await socket.ReceiveAsync() is { } message)
        {
            if (ClientMessage.IsPing(message.Span))
            {
                _pongDue = true;
                _wake.Set();
            }
        }

        _left = true;
        _wake.Set();
    }

    private async Task LeaveAsync(Task receiving)
    {
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "Goodbye.");
        try
        {
            await receiving.WaitAsync(options.CloseLimit, Time);
        }
        catch (TimeoutException)
        {
            socket.Abort();
            await receiving;
        }
    }

    private void OnEnd()
    {
        _wake.Set();
        _ = socket.AbortAfterAsync(2 * options.CloseLimit);
    }

    private void OnHeartbeat()
    {
        _pingDue = true;
        _wake.Set();
    }
}
