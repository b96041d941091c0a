using System.Security.Cryptography;
using System.Text.Json;

namespace Canopy.CommandLine.Tests.Secrets;

/// <summary>A catalogue of the shape that the generator writes, and values for it.</summary>
internal static class SecretSamples
{
    public const string Jwt = "JWT_SECRET_KEY";
    public const string JwtPrevious = "JWT_SECRET_KEY_PREVIOUS";
    public const string Redis = "REDIS_PASSWORD";
    public const string RedisPrevious = "REDIS_PASSWORD_PREVIOUS";

    public const string OldPassword = "OldPassw0rdOfTheCache0000000000x";
    public const string OldLogKey = "old-log-key-of-the-collector";

    public static readonly string OldJwt = Convert.ToBase64String(SHA512.HashData("of the samples"u8));

    public static string Catalogue { get; } = JsonSerializer.Serialize(new
    {
        secrets = new[]
        {
            Secret("cache-secrets", "statefulset/cache", Password, Previous(RedisPrevious)),
            Secret("backend-secrets", "deployment/backend", SigningKey, Previous(JwtPrevious), LogKey, Password),
            Secret("web-secrets", "deployment/web", SigningKey, Previous(JwtPrevious), Accounts, LogKey, Password),
        },
    });

    public static string[] EnvFile { get; } = [$"{Jwt}={OldJwt}", $"{Redis}={OldPassword}", $"LOG_API_KEY='{OldLogKey}'"];

    private static object SigningKey => new { name = Jwt, required = true, description = "Signs tokens.", generate = "jwt" };

    private static object Password => new { name = Redis, required = true, description = "Password of the cache.", generate = "password" };

    private static object LogKey => new { name = "LOG_API_KEY", required = false, description = "Bearer token of exported logs." };

    private static object Accounts => new { name = "CANOPY_ACCOUNTS", required = false, description = "Who may sign in." };

    private static object Previous(string name) => new { name, required = false, description = "The one before." };

    private static object Secret(string name, string workload, params object[] keys) => new { name, workload, keys };
}
