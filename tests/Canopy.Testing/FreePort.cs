using System.Net;
using System.Net.Sockets;

namespace Canopy.Testing;

/// <summary>Finds loopback ports that are free now.</summary>
public static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
