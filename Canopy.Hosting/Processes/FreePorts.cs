using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Canopy.Hosting.Processes;

/// <summary>Finds ports for processes that cannot choose one themselves.</summary>
/// <remarks>Below the range that the system hands out to outgoing connections, so that none of those takes the port in between.</remarks>
internal static class FreePorts
{
    private const int First = 15_000;
    private const int End = 32_000;
    private static readonly Lock Lock = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>Whether the loopback device has an IPv6 address.</summary>
    public static bool HasIPv6 { get; } = Socket.OSSupportsIPv6 && NetworkInterface.GetAllNetworkInterfaces()
        .Any(i => i.GetIPProperties().UnicastAddresses.Any(a => a.Address.Equals(IPAddress.IPv6Loopback)));

    public static int Next()
    {
        lock (Lock)
        {
            for (var attempt = 0; attempt < End - First; attempt++)
            {
                var port = Random.Shared.Next(First, End);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }

        throw new InvalidOperationException("No free port was found.");
    }

    public static void Return(int port)
    {
        lock (Lock)
        {
            Given.Remove(port);
        }
    }

    public static bool IsFree(int port) =>
        CanBind(new IPEndPoint(IPAddress.Loopback, port)) && (!HasIPv6 || CanBind(new IPEndPoint(IPAddress.IPv6Loopback, port)));

    private static bool CanBind(IPEndPoint endpoint)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endpoint);
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
