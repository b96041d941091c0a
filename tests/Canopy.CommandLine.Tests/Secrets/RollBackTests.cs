using Canopy.CommandLine.Tests.Secrets.Cluster;

namespace Canopy.CommandLine.Tests.Secrets;

/// <summary>A rotation that fails leaves what was there before, and says what failed.</summary>
public sealed class RollBackTests
{
    private const string New = "NewPassw0rdOfTheCache0000000000x";

    // What never gets ready is waited for so long; what does must get ready within it, on a slow machine too.
    private static readonly string[] Hasty = ["--timeout", "10"];

    [Fact]
    public async Task RotateRedis_PodsNeverReady_OldPasswordIsBackEverywhere()
    {
        await using var program = await SecretsProgram.DeployedAsync(withCache: true);
        program.Canopy.Write("new.env", $"{SecretSamples.Redis}={New}");
        program.Cluster.Invariant = Passwords.AreAcceptedEverywhere;
        program.Cluster.IsWell = pod => pod.Environment[SecretSamples.Redis] == SecretSamples.OldPassword;

        var end = await program.RunAsync(["rotate", SecretSamples.Redis, "--env-file", "new.env", .. Hasty]);

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("did not get ready", end.Error, StringComparison.Ordinal);
        Assert.Contains("CrashLoopBackOff", end.Error, StringComparison.Ordinal);
        Assert.Contains("REDIS_PASSWORD was rolled back: the value before is in use", end.Errors[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(New, end.Error, StringComparison.Ordinal);
        Assert.Null(program.Cluster.Broken);
        await Passwords.AssertUnchangedAsync(program, New);
        Assert.Equal(["backend-secrets", "cache-secrets", "web-secrets"], program.SecretNames);
        Assert.Equal("1", program.Annotation("web-secrets", "canopy.dev/secret-version"));
    }

    [Fact]
    public async Task RotateJwt_PodsThatSignWithTheNewKeyNeverReady_NoSessionIsCutOnTheWayBack()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        program.Cluster.Invariant = Tokens.AreAcceptedEverywhere;
        program.Cluster.IsWell = pod => pod.App == "web" || pod.Environment[SecretSamples.Jwt] == SecretSamples.OldJwt;

        var end = await program.RunAsync(["rotate", SecretSamples.Jwt, .. Hasty]);

        Assert.Equal(1, end.ExitCode);
        Assert.Null(program.Cluster.Broken);
        Assert.Equal(SecretSamples.OldJwt, program.Shared(SecretSamples.Jwt));
        Assert.NotNull(program.Shared(SecretSamples.JwtPrevious));
        Assert.Equal("1", program.Annotation("web-secrets", "canopy.dev/secret-version"));
        Assert.NotNull(program.Annotation("web-secrets", "accepted-until.canopy.dev/JWT_SECRET_KEY_PREVIOUS"));
    }

    [Fact]
    public async Task Rotate_PodSaysThatItIsNotReady_IsRolledBack()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        program.Canopy.Write("new.env", "LOG_API_KEY=new-log-key-of-the-collector");
        var isRolledOut = false;
        program.Cluster.Interfere = request =>
        {
            isRolledOut |= request.Path.Contains("/proxy/", StringComparison.Ordinal);
            return Interference.None;
        };
        program.Cluster.IsWell = pod => !isRolledOut || pod.Environment["LOG_API_KEY"] == SecretSamples.OldLogKey;

        var end = await program.RunAsync("rotate", "LOG_API_KEY", "--env-file", "new.env");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("is not ready: /readyz", end.Error, StringComparison.Ordinal);
        Assert.All(program.Cluster.Pods, pod => Assert.Equal(SecretSamples.OldLogKey, pod.Environment["LOG_API_KEY"]));
    }

    [Fact]
    public async Task Rotate_ClusterRefusesOnePatch_NoPodIsReplaced()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        program.Cluster.Interfere = request => request.Method == "PATCH" && request.Path.EndsWith("web-secrets", StringComparison.Ordinal) ? Interference.Refuse : Interference.None;

        var end = await program.RunAsync("rotate", SecretSamples.Jwt, "--no-grace");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("the test says no", end.Error, StringComparison.Ordinal);
        Assert.Equal(SecretSamples.OldJwt, program.Shared(SecretSamples.Jwt));
        Assert.Equal(4, program.Cluster.PodsSeen.Count);
    }

    [Fact]
    public async Task Rotate_ProgramThatIsNotWell_DoesNotBegin()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        program.Cluster.Objects.Update("deployments", "web", expected: null, item => item["status"]!["readyReplicas"] = 1);

        var end = await program.RunAsync("rotate", SecretSamples.Jwt);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("deployment/web is not ready", end.Error, StringComparison.Ordinal);
        Assert.Equal(["backend-secrets", "web-secrets"], program.SecretNames);
    }
}
