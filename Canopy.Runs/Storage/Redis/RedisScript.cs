using System.Security.Cryptography;
using System.Text;

namespace Canopy.Runs.Storage.Redis;

/// <summary>A Lua script from the file of its name beside this one, run by its hash and, where Redis does not know it yet, by its text.</summary>
internal sealed class RedisScript
{
    private RedisScript(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"Canopy.Runs.Storage.Redis.{name}.lua")
            ?? throw new InvalidOperationException($"The script {name}.lua is not part of the program.");
        using var reader = new StreamReader(stream);
        Text = reader.ReadToEnd();
#pragma warning disable CA5350 // Redis names scripts by their SHA-1.
        Hash = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(Text)));
#pragma warning restore CA5350
    }

    public static RedisScript Claim { get; } = new("claim");
    public static RedisScript Commit { get; } = new("commit");
    public static RedisScript Create { get; } = new("create");
    public static RedisScript Delete { get; } = new("delete");
    public static RedisScript Describe { get; } = new("describe");
    public static RedisScript KeepAnswer { get; } = new("keep_answer");
    public static RedisScript Post { get; } = new("post");
    public static RedisScript Release { get; } = new("release");
    public static RedisScript Renew { get; } = new("renew");
    public static RedisScript Waiting { get; } = new("waiting");

    public string Text { get; }

    public string Hash { get; }
}
