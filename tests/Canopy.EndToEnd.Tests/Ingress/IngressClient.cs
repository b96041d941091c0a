using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;

namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>
/// One person's client: an address (127.0.0.N), cookies, a token. It knows the host by its public name and reaches it at
/// nginx' ports.
/// </summary>
internal sealed class IngressClient : IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private readonly string? _token;

    public IngressClient(NginxServer nginx, byte lastByte, string? token = null)
    {
        _token = token;
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, lastByte]), 0));
                var port = context.DnsEndPoint.Port == 443 ? nginx.HttpsPort : nginx.HttpPort;
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    RevocationMode = X509RevocationMode.NoCheck,
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { nginx.Certificate },
                },
            },
        };
        Address = nginx.Address;
        Connections = new HttpMessageInvoker(_handler, disposeHandler: false);
        Http = new HttpClient(_handler, disposeHandler: false) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        if (token is not null)
        {
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public HttpMessageInvoker Connections { get; }

    public CookieContainer Cookies => _handler.CookieContainer;

    public void Authorize(ClientWebSocketOptions options)
    {
        if (_token is not null)
        {
            options.SetRequestHeader("Authorization", $"Bearer {_token}");
        }
    }

    /// <summary>Opens a socket of the JSON form.</summary>
    public async Task<ClientWebSocket> ConnectAsync(string path, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket();
        // As a browser, which says nothing by itself: anything that goes by in either direction is a sign of life to nginx.
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        Authorize(socket.Options);
        foreach (var (name, value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        await socket.ConnectAsync(new Uri($"wss://{Address.Host}{path}"), Connections, CancellationToken.None);
        return socket;
    }

    public void Dispose()
    {
        Http.Dispose();
        Connections.Dispose();
        _handler.Dispose();
    }
}
