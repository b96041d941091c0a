namespace Canopy.Hosting.Redis;

/// <summary>What a Redis connection string says, as far as a PING needs it.</summary>
internal sealed record RedisAddress(string Text, string Host, int Port, string? User, string? Password, bool Ssl)
{
    private const int DefaultPort = 6379;

    /// <summary>Reads <c>host:port,password=…,ssl=true,…</c>; of several servers the first counts.</summary>
    public static RedisAddress Parse(string text)
    {
        string? host = null, user = null, password = null;
        var port = DefaultPort;
        var ssl = false;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                if (host is null)
                {
                    (host, port) = Endpoint(part);
                }

                continue;
            }

            var value = part[(equals + 1)..];
            switch (part[..equals].Trim().ToUpperInvariant())
            {
                case "PASSWORD":
                    password = value;
                    break;
                case "USER":
                    user = value;
                    break;
                case "SSL":
                    ssl = bool.TryParse(value, out var on) && on;
                    break;
                default:
                    break;
            }
        }

        return new(text, host ?? throw new FormatException("The connection string names no server."), port, user, password, ssl);
    }

    private static (string Host, int Port) Endpoint(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > text.LastIndexOf(']') && int.TryParse(text[(colon + 1)..], out var port)
            ? (text[..colon].Trim('[', ']'), port)
            : (text.Trim('[', ']'), DefaultPort);
    }
}
