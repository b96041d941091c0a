using System.Buffers;
using System.Net.Sockets;

namespace Canopy.Hosting.Proxy;

/// <summary>Carries bytes both ways between two connections until both ways have ended.</summary>
internal static class TcpRelay
{
    private const int BufferSize = 64 * 1024;

    public static async Task RunAsync(Socket a, Socket b, CancellationToken cancellationToken)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var there = OneWayAsync(a, b, broken);
        var back = OneWayAsync(b, a, broken);
        await Task.WhenAll(there, back);
    }

    private static async Task OneWayAsync(Socket from, Socket to, CancellationTokenSource broken)
    {
        try
        {
            while (true)
            {
                // An empty read waits for data without holding a buffer: a thousand idle sockets cost almost nothing.
                await from.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, broken.Token);
                var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
                try
                {
                    var read = await from.ReceiveAsync(buffer, SocketFlags.None, broken.Token);
                    if (read == 0)
                    {
                        // One side has said all it has to say; the other may go on.
                        to.Shutdown(SocketShutdown.Send);
                        return;
                    }

                    for (var sent = 0; sent < read;)
                    {
                        sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), SocketFlags.None, broken.Token);
                    }
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A reset on one side is a reset on the other: half a connection helps nobody.
            await broken.CancelAsync();
            from.Close(timeout: 0);
            to.Close(timeout: 0);
        }
    }
}
