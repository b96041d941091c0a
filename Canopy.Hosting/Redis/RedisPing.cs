using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Orchestration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.Hosting.Redis;

/// <summary>Asks a Redis server whether it answers, with the password that its users have.</summary>
internal static class RedisPing
{
    public static async Task<HealthCheckResult> CheckAsync(RedisResource redis, InstanceAddresses addresses, CancellationToken cancellationToken)
    {
        var at = addresses.Of(redis.PrimaryEndpoint);
        var password = redis.Given is { } given ? given.Password
            : redis.PasswordParameter is { } parameter ? await parameter.GetValueAsync(cancellationToken) : null;
        try
        {
            await PingAsync(at.Host, at.Port, redis.Given?.User, password, redis.Given?.Ssl ?? false, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            return HealthCheckResult.Unhealthy(e.Message, e);
        }
    }

    private static async Task PingAsync(string host, int port, string? user, string? password, bool ssl, CancellationToken cancellationToken)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(host, port, cancellationToken);
        await using var connection = ssl ? await SecureAsync(client.GetStream(), host, cancellationToken) : client.GetStream();
        if (!string.IsNullOrEmpty(password))
        {
            await AskAsync(connection, string.IsNullOrEmpty(user) ? ["AUTH", password] : ["AUTH", user, password], cancellationToken);
        }

        await AskAsync(connection, ["PING"], cancellationToken);
    }

    private static async Task<Stream> SecureAsync(Stream plain, string host, CancellationToken cancellationToken)
    {
        var secure = new SslStream(plain);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellationToken);
        return secure;
    }

    private static async Task AskAsync(Stream connection, string[] words, CancellationToken cancellationToken)
    {
        var question = new StringBuilder($"*{words.Length}\r\n");
        foreach (var word in words)
        {
            question.Append($"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        }

        await connection.WriteAsync(Encoding.UTF8.GetBytes(question.ToString()), cancellationToken);
        var answer = await ReadLineAsync(connection, cancellationToken);
        if (!answer.StartsWith('+'))
        {
            // "-LOADING …" while it reads its data, "-WRONGPASS …" and the like.
            throw new IOException($"{words[0]}: {answer.TrimStart('-')}");
        }
    }

    private static async Task<string> ReadLineAsync(Stream connection, CancellationToken cancellationToken)
    {
        const int MaxLine = 512;
        var buffer = new byte[MaxLine];
        for (var length = 0; length < MaxLine;)
        {
            var read = await connection.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            length += read;
            if (buffer.AsSpan(0, length).EndsWith("\r\n"u8))
            {
                return Encoding.UTF8.GetString(buffer, 0, length - 2);
            }
        }

        throw new IOException("The server's answer is not one of Redis.");
    }
}
