using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>The client's newest sockets. The client itself offers no way to make it connect anew, but it does so by itself when a socket ends.</summary>
internal sealed class RedisSockets
{
    private readonly ConcurrentDictionary<(EndPoint, ConnectionType), Socket> _newest = [];

    public void Add(EndPoint endpoint, ConnectionType kind, Socket socket) => _newest[(endpoint, kind)] = socket;

    /// <summary>Ends them. What waits for an answer fails; subscriptions stay with the client and are renewed.</summary>
    public void Drop()
    {
        foreach (var socket in _newest.Values)
        {
            try
            {
                socket.Shutdown(SocketShutdown.Both);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It has ended already.
            }
        }
    }
}
