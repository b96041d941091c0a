using System.Net;
using System.Net.Sockets;

namespace Canopy.Testing;

/// <summary>Finds loopback ports that are free now.</summary>
public static class FreePort
{
    // Below the range from which the system takes ports of outgoing connections: one of those could have it before its user listens.
    private const int First = 12_000;
    private const int Last = 32_000;

    public static int Next()
    {
        while (true)
        {
#pragma warning disable CA5394 // Chance keeps test processes apart; it is no secret.
            var port = Random.Shared.Next(First, Last);
#pragma warning restore CA5394
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
