using System.Net.Sockets;
using System.Text;

namespace Canopy.Testing;

/// <summary>A real redis-server with an append-only file in a folder of its own.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("canopy-redis-").FullName;
    private ManagedProcess? _process;

    private RedisServer(int port) => Port = port;

    public int Port { get; }

    /// <summary>For ConnectionStrings:cache.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer(FreePort.Next());
        await server.RestartAsync();
        return server;
    }

    /// <summary>Starts it again over the same data.</summary>
    public async Task RestartAsync()
    {
        _process?.Dispose();
        _process = ManagedProcess.Start("redis-server", [
            "--port", Port.ToString(), "--bind", "127.0.0.1", "--dir", _folder, "--save", "",
            "--appendonly", "yes", "--appendfsync", "everysec", "--maxmemory-policy", "noeviction"]);
        await Until.TrueAsync(PingAsync, $"redis-server answers on port {Port}; it said: {_process.Output}");
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync() => _process!.KillAsync();

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<bool> PingAsync()
    {
        if (_process is { HasExited: true })
        {
            throw new InvalidOperationException($"redis-server ended: {_process.Output}");
        }

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var buffer = new byte[64];
            var read = await stream.ReadAsync(buffer);
            // "-LOADING" while the append-only file is read.
            return Encoding.ASCII.GetString(buffer, 0, read).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
