using System.Security.Cryptography;
using System.Text;
using Canopy.CommandLine.Tests.Secrets.Cluster;

namespace Canopy.CommandLine.Tests.Secrets;

/// <summary><c>canopy secrets rotate</c>: no session and no connection is cut while keys change.</summary>
public sealed class RotateTests
{
    [Fact]
    public async Task RotateJwt_AllTheTime_EveryPodAcceptsTheTokensOfEveryPod()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        var session = Tokens.Sign(SecretSamples.OldJwt);
        program.Cluster.Invariant = cluster => Task.Run(() => Tokens.AssertAccepted(cluster, session));

        var end = await program.SucceedAsync("rotate", SecretSamples.Jwt);

        Assert.Null(program.Cluster.Broken);
        Assert.Contains("rotated: JWT_SECRET_KEY", end.Output, StringComparison.Ordinal);
        Assert.All(["web", "backend"], app =>
        {
            Assert.NotEqual(SecretSamples.OldJwt, program.Value(app, SecretSamples.Jwt));
            Assert.Equal(SecretSamples.OldJwt, program.Value(app, SecretSamples.JwtPrevious));
            Assert.Equal("2", program.Annotation($"{app}-secrets", "canopy.dev/secret-version"));
        });
        Assert.Equal(program.Value("web", SecretSamples.Jwt), program.Value("backend", SecretSamples.Jwt));
        Assert.Equal(12, program.Cluster.PodsSeen.Count);
        Assert.Equal(["backend-secrets", "backend-secrets-backup-1", "web-secrets", "web-secrets-backup-1"], program.SecretNames);
    }

    [Fact]
    public async Task RotateRedis_AllTheTime_EveryPodGetsIntoTheCache()
    {
        await using var program = await SecretsProgram.DeployedAsync(withCache: true);
        var isOldAccepted = new List<bool>();
        program.Cluster.Invariant = async cluster =>
        {
            isOldAccepted.Add(await cluster.Cache!.AcceptsAsync(SecretSamples.OldPassword));
            foreach (var pod in cluster.Pods)
            {
                Assert.True(await cluster.Cache!.AcceptsAsync(pod.Environment[SecretSamples.Redis]), $"{pod.Name} is refused");
            }
        };

        await program.SucceedAsync("rotate", SecretSamples.Redis);

        var password = program.Value("web", SecretSamples.Redis)!;
        Assert.Null(program.Cluster.Broken);
        Assert.All(["web", "backend", "cache"], app => Assert.Equal(password, program.Value(app, SecretSamples.Redis)));
        Assert.NotEqual(SecretSamples.OldPassword, password);
        Assert.DoesNotContain(false, isOldAccepted);
        Assert.True(await program.Cluster.Cache!.AcceptsAsync(password));
        Assert.False(await program.Cluster.Cache!.AcceptsAsync(SecretSamples.OldPassword));
        Assert.Null(program.Value("cache", SecretSamples.RedisPrevious));
        Assert.Equal(1, program.Cluster.Cache!.Starts);

        await program.Cluster.RestartCacheAsync();
        Assert.True(await program.Cluster.Cache!.AcceptsAsync(password));
    }
}

/// <summary>As much of a token as the question needs: who can have signed it.</summary>
internal static class Tokens
{
    private static readonly byte[] Claims = "somebody"u8.ToArray();

    public static byte[] Sign(string key) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Claims);

    public static void AssertAccepted(FakeCluster cluster, params byte[][] sessions)
    {
        var pods = cluster.Pods.Where(p => p.Cache is null).ToList();
        foreach (var token in pods.Select(p => Sign(p.Environment[SecretSamples.Jwt])).Concat(sessions))
        {
            Assert.All(pods, pod => Assert.True(IsAccepted(pod, token), $"{pod.Name} refuses a token"));
        }
    }

    private static bool IsAccepted(FakePod pod, byte[] token)
        => new[] { SecretSamples.Jwt, SecretSamples.JwtPrevious }.Any(key => pod.Environment.TryGetValue(key, out var value) && Sign(value).AsSpan().SequenceEqual(token));
}
