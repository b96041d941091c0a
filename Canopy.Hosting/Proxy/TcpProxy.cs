using System.Net;
using System.Net.Sockets;
using Canopy.Hosting.Processes;

namespace Canopy.Hosting.Proxy;

/// <summary>Listens on the port that callers know and carries each connection to a copy of the resource.</summary>
/// <remarks>
/// It carries bytes and knows no protocol, so WebSockets, HTTP/2 and Redis pass alike. A connection that comes while the resource is
/// being restarted is held back until it listens again, at most for <see cref="HoldLimit"/>; when nobody is starting it, the
/// connection is closed at once, so that callers see the truth.
/// </remarks>
internal sealed class TcpProxy : IAsyncDisposable
{
    /// <summary>Longest time that a caller is held back.</summary>
    public static readonly TimeSpan HoldLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(20);
    private readonly List<Socket> _listeners;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task[] _accepting;

    private TcpProxy(List<Socket> listeners, int port)
    {
        _listeners = listeners;
        Port = port;
        _accepting = [.. listeners.Select(AcceptAsync)];
    }

    public int Port { get; }

    public ProxyTargets Targets { get; } = new();

    /// <summary>Begins to listen on the loopback addresses; port 0 means any.</summary>
    /// <exception cref="SocketException">The port is in use.</exception>
    public static TcpProxy Listen(int port)
    {
        // With any port, the one that IPv4 gives may be taken on IPv6: then try another.
        for (var attempt = 0; ; attempt++)
        {
            List<Socket> listeners = [];
            try
            {
                listeners.Add(Bind(IPAddress.Loopback, port));
                var chosen = ((IPEndPoint)listeners[0].LocalEndPoint!).Port;
                if (FreePorts.HasIPv6)
                {
                    listeners.Add(Bind(IPAddress.IPv6Loopback, chosen));
                }

                return new TcpProxy(listeners, chosen);
            }
            catch (SocketException) when (port == 0 && attempt < 10)
            {
                listeners.ForEach(l => l.Dispose());
            }
            catch (SocketException)
            {
                listeners.ForEach(l => l.Dispose());
                throw;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listeners.ForEach(l => l.Dispose());
        await Task.WhenAll(_accepting);
        _stopped.Dispose();
    }

    private static Socket Bind(IPAddress address, int port)
    {
        const int Backlog = 512;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_stopped.IsCancellationRequested)
        {
            Socket caller;
            try
            {
                caller = await listener.AcceptAsync(_stopped.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // Out of descriptors, or a caller that left at once: neither ends the endpoint.
                await Task.Delay(RetryDelay);
                continue;
            }

            _ = CarryAsync(caller);
        }
    }

    private async Task CarryAsync(Socket caller)
    {
        using (caller)
        {
            try
            {
                using var callee = await ConnectAsync();
                if (callee is not null)
                {
                    caller.NoDelay = callee.NoDelay = true;
                    await TcpRelay.RunAsync(caller, callee, _stopped.Token);
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Either side left, or the application ends.
            }
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token);
        limit.CancelAfter(HoldLimit);
        while (true)
        {
            var (running, expected, changed) = Targets.Next();
            foreach (var port in running)
            {
                // Some programs take "localhost" to mean one of its two addresses only.
                if ((await TryConnectAsync(new IPEndPoint(IPAddress.Loopback, port), limit.Token)
                    ?? await TryConnectAsync(new IPEndPoint(IPAddress.IPv6Loopback, port), limit.Token)) is { } socket)
                {
                    return socket;
                }
            }

            if (!expected)
            {
                return null;
            }

            // A process that runs but does not listen yet gives no signal when it does.
            await (running.Length > 0 ? Task.Delay(RetryDelay, limit.Token) : changed.WaitAsync(limit.Token));
        }
    }

    private static async Task<Socket?> TryConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }
}
