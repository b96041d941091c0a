using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Canopy.Images.Tests.Running;

/// <summary>What production asks of whoever wants more than health: a signed token.</summary>
internal static class Token
{
    public const string Key = "Bk4-Yt9sXe2Lw7Rq5Jm-Hd1Vz8Pc3Nf6Gu0Ai";

    /// <summary>For an operator, for an hour.</summary>
    public static string Operator()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var content = Encode(new { alg = "HS256", typ = "JWT" }) + "." + Encode(new { sub = "tester", role = "operator", iat = now, exp = now + 3600, iss = "canopy", aud = "canopy" });
        return content + "." + Base64(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.ASCII.GetBytes(content)));
    }

    private static string Encode<T>(T part) => Base64(JsonSerializer.SerializeToUtf8Bytes(part));

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
