namespace Canopy.ServiceDefaults.Redis;

/// <summary>
/// <c>redis://[user]:password@host[:port][/database]</c>, or <c>rediss://</c> for TLS. The password stands apart: in a
/// connection string it could not have a comma.
/// </summary>
internal sealed record RedisAddress(string ConnectionString, string? Password)
{
    private const int DefaultPort = 6379;

    /// <returns>Null where the text is no such address.</returns>
    public static RedisAddress? Parse(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("redis" or "rediss"))
        {
            return null;
        }

        var connection = $"{uri.Host}:{(uri.Port > 0 ? uri.Port : DefaultPort)}";
        if (uri.Scheme == "rediss")
        {
            connection += ",ssl=true";
        }

        if (int.TryParse(uri.AbsolutePath.Trim('/'), out var database))
        {
            connection += $",defaultDatabase={database}";
        }

        var password = uri.UserInfo.Split(':', 2) is [_, { Length: > 0 } escaped] ? Uri.UnescapeDataString(escaped) : null;
        return new RedisAddress(connection, password);
    }
}
