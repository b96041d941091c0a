using System.Security.Cryptography;
using System.Text;
using Canopy.CommandLine.Tests.Secrets.Cluster;

namespace Canopy.CommandLine.Tests.Secrets;

/// <summary>As much of a token as the question needs: who can have signed it.</summary>
internal static class Tokens
{
    private static readonly byte[] Claims = "somebody"u8.ToArray();

    /// <summary>Every pod takes a token of every pod, and one from before.</summary>
    public static Task AreAcceptedEverywhere(FakeCluster cluster)
    {
        var pods = cluster.Pods.Where(p => p.Cache is null).ToList();
        foreach (var token in pods.Select(p => p.Environment[SecretSamples.Jwt]).Append(SecretSamples.OldJwt).Distinct().Select(Sign))
        {
            Assert.All(pods, pod => Assert.True(IsAccepted(pod, token), $"{pod.Name} refuses a token"));
        }

        return Task.CompletedTask;
    }

    private static byte[] Sign(string key) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Claims);

    private static bool IsAccepted(FakePod pod, byte[] token)
        => new[] { SecretSamples.Jwt, SecretSamples.JwtPrevious }.Any(key => pod.Environment.TryGetValue(key, out var value) && Sign(value).AsSpan().SequenceEqual(token));
}

/// <summary>Who gets into the real Redis.</summary>
internal static class Passwords
{
    public static async Task AreAcceptedEverywhere(FakeCluster cluster)
    {
        foreach (var pod in cluster.Pods.Where(p => p.Cache is null).DistinctBy(p => p.Environment[SecretSamples.Redis]))
        {
            Assert.True(await cluster.Cache!.AcceptsAsync(pod.Environment[SecretSamples.Redis]), $"{pod.Name} is refused");
        }
    }

    /// <summary>One new password everywhere, and the old one nowhere.</summary>
    public static async Task AssertRotatedAsync(SecretsProgram program)
    {
        var password = program.Shared(SecretSamples.Redis)!;
        Assert.NotEqual(SecretSamples.OldPassword, password);
        Assert.Equal(password, program.Value("cache", SecretSamples.Redis));
        Assert.Null(program.Value("cache", SecretSamples.RedisPrevious));
        Assert.All(program.Cluster.Pods.Where(p => p.Cache is null), pod => Assert.Equal(password, pod.Environment[SecretSamples.Redis]));
        Assert.True(await program.Cluster.Cache!.AcceptsAsync(password));
        Assert.False(await program.Cluster.Cache!.AcceptsAsync(SecretSamples.OldPassword));
    }

    /// <summary>The old password everywhere, and no other.</summary>
    public static async Task AssertUnchangedAsync(SecretsProgram program, string? tried)
    {
        Assert.Equal(SecretSamples.OldPassword, program.Shared(SecretSamples.Redis));
        Assert.Equal(SecretSamples.OldPassword, program.Value("cache", SecretSamples.Redis));
        Assert.Null(program.Value("cache", SecretSamples.RedisPrevious));
        Assert.All(program.Cluster.Pods.Where(p => p.Cache is null), pod => Assert.Equal(SecretSamples.OldPassword, pod.Environment[SecretSamples.Redis]));
        Assert.True(await program.Cluster.Cache!.AcceptsAsync(SecretSamples.OldPassword));
        Assert.False(tried is not null && await program.Cluster.Cache!.AcceptsAsync(tried));
    }
}
