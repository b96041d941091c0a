using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Canopy.ServiceDefaults.Tests.Redis;

/// <summary>Between a program and Redis; can fall silent without ending a connection, as a network does that drops packets.</summary>
internal sealed class RedisRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Connection> _connections = [];
    private readonly Task _accepting;
    private readonly int _port;

    private RedisRelay(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string ConnectionString => _listener.LocalEndpoint.ToString()!;

    /// <summary>Connections up to now.</summary>
    public int Accepted => _connections.Count;

    /// <summary>Whether only connections that begin with PING are heard, which is what a probe does and no client.</summary>
    public bool HearsOnlyProbes { get; set; }

    public static RedisRelay Start(int port) => new(port);

    /// <summary>From now on nothing comes through the connections that there are.</summary>
    public void Silence()
    {
        foreach (var connection in _connections)
        {
            connection.IsSilent = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = new Connection(this, await _listener.AcceptTcpClientAsync());
                _connections.Add(connection);
                _ = connection.RelayAsync();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private sealed class Connection(RedisRelay relay, TcpClient program) : IDisposable
    {
        private readonly TcpClient _redis = new();

        public bool IsSilent { get; set; }

        public async Task RelayAsync()
        {
            try
            {
                await _redis.ConnectAsync(IPAddress.Loopback, relay._port);
                var (first, buffer) = (true, new byte[65536]);
                var back = CopyBackAsync();
                for (int read; (read = await program.GetStream().ReadAsync(buffer)) > 0; first = false)
                {
                    IsSilent |= first && relay.HearsOnlyProbes && !buffer.AsSpan(0, read).StartsWith("*1\r\n$4\r\nPING"u8);
                    if (!IsSilent)
                    {
                        await _redis.GetStream().WriteAsync(buffer.AsMemory(0, read));
                    }
                }

                _redis.Close();
                await back;
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // One side has gone.
            }

            Dispose();
        }

        public void Dispose()
        {
            program.Dispose();
            _redis.Dispose();
        }

        private async Task CopyBackAsync()
        {
            var buffer = new byte[65536];
            for (int read; (read = await _redis.GetStream().ReadAsync(buffer)) > 0;)
            {
                if (!IsSilent)
                {
                    await program.GetStream().WriteAsync(buffer.AsMemory(0, read));
                }
            }

            if (!IsSilent)
            {
                program.Close();
            }
        }
    }
}
