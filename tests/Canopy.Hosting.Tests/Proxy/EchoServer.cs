using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Canopy.Hosting.Tests.Proxy;

/// <summary>Says its name and then whatever it is told.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly string _name;
    private readonly List<TcpClient> _clients = [];

    public EchoServer(string name, int port = 0)
    {
        _name = name;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public void Dispose()
    {
        _listener.Dispose();
        lock (_clients)
        {
            _clients.ForEach(c => c.Dispose());
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It has been switched off.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        lock (_clients)
        {
            _clients.Add(client);
        }

        try
        {
            using (client)
            {
                var stream = client.GetStream();
                if (_name.Length > 0)
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes($"{_name}:"));
                }

                await stream.CopyToAsync(stream);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The caller left.
        }
    }
}
