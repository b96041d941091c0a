using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Canopy.Testing;

/// <summary>A token as the programs take it, made by other means than theirs: JWT (RFC 7519), HS256.</summary>
public static class HandmadeToken
{
    /// <summary>A key for JWT_SECRET_KEY, another one for each process of tests.</summary>
    public static string Key { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));

    /// <summary>Signed with <see cref="Key"/>; <paramref name="role"/> is viewer, operator or admin.</summary>
    public static string For(string name, string role, TimeSpan? life = null)
    {
        var now = DateTimeOffset.UtcNow;
        var header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);
        var claims = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["sub"] = name,
            ["role"] = role,
            ["iss"] = "canopy",
            ["aud"] = "canopy",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + (life ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds(),
        }));
        var signature = HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.ASCII.GetBytes($"{header}.{claims}"));
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }
}
