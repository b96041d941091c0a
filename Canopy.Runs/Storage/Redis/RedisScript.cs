namespace Canopy.Runs.Storage.Redis;

/// <summary>A Lua script from the file of its name beside this one, which the client sends once and then runs by its hash.</summary>
internal sealed class RedisScript
{
    private RedisScript(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"Canopy.Runs.Storage.Redis.{name}.lua")
            ?? throw new InvalidOperationException($"The script {name}.lua is not part of the program.");
        using var reader = new StreamReader(stream);
        Text = reader.ReadToEnd();
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
}
