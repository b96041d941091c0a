using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>
/// Asks Redis over a fresh connection, at once and without the client, which says neither why it cannot connect nor whether that is its
/// own fault.
/// </summary>
internal sealed class RedisProbe(IOptions<ConfigurationOptions> options)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <returns>Null where Redis would serve this program, else why not, in plain words.</returns>
    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        var client = options.Value.Clone();
        client.SetDefaultPorts();
        string? reason = null;
        foreach (var endpoint in client.EndPoints)
        {
            reason = await AskAsync(client, endpoint, cancellationToken);
            if (reason is null)
            {
                break;
            }
        }

        return reason;
    }

    private static async Task<string?> AskAsync(ConfigurationOptions client, EndPoint endpoint, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var socket = endpoint is UnixDomainSocketEndPoint
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(endpoint, limit.Token);
            await using var stream = await StreamAsync(client, endpoint, socket, limit.Token);
            return await PingAsync(client, stream, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "away: no answer";
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "away: connection refused",
                SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "away: its host name is not known",
                var other => $"away: {other}",
            };
        }
        catch (AuthenticationException)
        {
            return "away: TLS fails, because of the certificate or the protocol";
        }
        catch (IOException)
        {
            return "away: it closes the connection";
        }
    }

    private static async Task<Stream> StreamAsync(ConfigurationOptions client, EndPoint endpoint, Socket socket, CancellationToken cancellationToken)
    {
        var plain = new NetworkStream(socket);
        if (!client.Ssl)
        {
            return plain;
        }

        var tls = new SslStream(plain);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = client.SslHost ?? (endpoint as DnsEndPoint)?.Host ?? (endpoint as IPEndPoint)?.Address.ToString(),
                EnabledSslProtocols = client.SslProtocols ?? SslProtocols.None,
                CertificateRevocationCheckMode = client.CheckCertificateRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
            },
            cancellationToken);
        return tls;
    }

    private static async Task<string?> PingAsync(ConfigurationOptions client, Stream stream, CancellationToken cancellationToken)
    {
        string[][] commands = client switch
        {
            { Password: null or "" } => [["PING"]],
            { User: null or "", Password: var password } => [["AUTH", password], ["PING"]],
            { User: var user, Password: var password } => [["AUTH", user, password], ["PING"]],
        };
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(commands.Select(Encoded))), cancellationToken);

        using var reader = new StreamReader(stream);
        string? refusal = null;
        foreach (var _ in commands)
        {
            var line = await reader.ReadLineAsync(cancellationToken);
            if (line == "+PONG")
            {
                return null;
            }

            // The first says most: after a refused password Redis goes on about the missing one.
            refusal ??= line is null ? "away: it closes the connection" : line.StartsWith('-') ? RedisRefusal.Of(line[1..]).Words : null;
        }

        return refusal ?? "away: what answers is no Redis";
    }

    private static string Encoded(string[] command)
        => $"*{command.Length}\r\n" + string.Concat(command.Select(word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n"));
}
