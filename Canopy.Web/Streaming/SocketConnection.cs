using System.Buffers;
using System.Net.WebSockets;

namespace Canopy.Web.Streaming;

/// <summary>
/// A WebSocket with limits: on the time that a message takes to leave, on the size of what comes in, on how long a close may
/// take. Any number of senders, one receiver.
/// </summary>
internal sealed class SocketConnection(
    WebSocket socket, HttpContext context, int maxMessage, StreamOptions options, StreamTelemetry telemetry) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _ending = new();
    private CancellationTokenSource _limit = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(512);

    /// <summary>Our side has been closed, and the client has not answered yet.</summary>
    public bool IsClosing => socket.State == WebSocketState.CloseSent;

    /// <summary>Sends one message; cuts the client off when it does not leave in time.</summary>
    /// <exception cref="WebSocketException">The connection is gone.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            _limit.CancelAfter(options.SendLimit);
            await socket.SendAsync(message, type, WebSocketMessageFlags.EndOfMessage | WebSocketMessageFlags.DisableCompression, _limit.Token);
            if (!_limit.TryReset())
            {
                _limit.Dispose();
                _limit = new CancellationTokenSource();
            }
        }
        catch (OperationCanceledException e)
        {
            telemetry.CutOff.Add(1);
            Abort();
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, "The client took too long for one message.", e);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>
    /// The next message, valid until the next call; null when the client has closed, is gone, or sent more than it may, in
    /// which case it was told.
    /// </summary>
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        var length = 0;
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                length += part.Count;
                if (length > maxMessage)
                {
                    await CloseAsync(WebSocketCloseStatus.MessageTooBig, $"A message has at most {maxMessage} bytes.");
                    await DiscardAsync();
                    return null;
                }

                if (part.EndOfMessage)
                {
                    return _buffer.AsMemory(0, length);
                }

                if (length == _buffer.Length)
                {
                    Grow();
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Says why and closes our side; the receiver sees the client's answer. Without effect on a closed socket.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        using var limit = new CancellationTokenSource(options.CloseLimit);
        try
        {
            // A message that is stuck on its way to a slow client ends the wait, not the limit.
            await _sending.WaitAsync(limit.Token);
            try
            {
                if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                {
                    await socket.CloseOutputAsync(status, reason, limit.Token);
                }
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            Abort();
        }
    }

    /// <summary>Closes with a reason and waits for the client's answer, for as long as a close may take. For the receiver only.</summary>
    public async Task RefuseAsync(WebSocketCloseStatus status, string reason)
    {
        await CloseAsync(status, reason);
        var receiving = ReceiveToEndAsync();
        if (await Task.WhenAny(receiving, Task.Delay(options.CloseLimit)) != receiving)
        {
            Abort();
        }

        await receiving;
    }

    /// <summary>Gives a client that does not read some time, and no more.</summary>
    public async Task AbortAfterAsync(TimeSpan limit)
    {
        try
        {
            await Task.Delay(limit, _ended.Token);
            Abort();
        }
        catch (OperationCanceledException)
        {
            // It has left.
        }
    }

    /// <summary>Ends the connection without a word; pending sends and receives end with it.</summary>
    public void Abort()
    {
        lock (_ending)
        {
            if (!_ended.IsCancellationRequested)
            {
                socket.Abort();
                // The request's own abort ends a pending receive, too.
                context.Abort();
            }
        }
    }

    public void Dispose()
    {
        lock (_ending)
        {
            _ended.Cancel();
        }

        socket.Dispose();
        _sending.Dispose();
        _limit.Dispose();
        _ended.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    /// <summary>
    /// Reads on until the client has answered a close, for as long as a close may take: a connection that ends with something
    /// unread is reset, and the client may then never see why.
    /// </summary>
    private async Task DiscardAsync()
    {
        using var limit = new CancellationTokenSource(options.CloseLimit);
        while ((await socket.ReceiveAsync(_buffer.AsMemory(), limit.Token)).MessageType != WebSocketMessageType.Close)
        {
            // Too late.
        }
    }

    private async Task ReceiveToEndAsync()
    {
        while (await ReceiveAsync() is not null)
        {
            // Too late.
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
