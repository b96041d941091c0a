using Canopy.CommandLine.Tests.Secrets.Cluster;

namespace Canopy.CommandLine.Tests.Secrets;

/// <summary><c>canopy secrets rotate</c>: no session and no connection is cut while keys change.</summary>
public sealed class RotateTests
{
    [Fact]
    public async Task RotateJwt_AllTheTime_EveryPodAcceptsTheTokensOfEveryPod()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        program.Cluster.Invariant = Tokens.AreAcceptedEverywhere;

        var end = await program.SucceedAsync("rotate", SecretSamples.Jwt);

        Assert.Null(program.Cluster.Broken);
        Assert.Contains("rotated: JWT_SECRET_KEY", end.Output, StringComparison.Ordinal);
        Assert.NotEqual(SecretSamples.OldJwt, program.Shared(SecretSamples.Jwt));
        Assert.Equal(SecretSamples.OldJwt, program.Shared(SecretSamples.JwtPrevious));
        Assert.Equal("2", program.Annotation("web-secrets", "canopy.dev/secret-version"));
        Assert.Equal(12, program.Cluster.PodsSeen.Count);
        Assert.Equal(["backend-secrets", "backend-secrets-backup-1", "web-secrets", "web-secrets-backup-1"], program.SecretNames);
    }

    [Fact]
    public async Task FinishJwt_OnlyAfterATokensLife_TheOldKeyGoes()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        await program.SucceedAsync("rotate", SecretSamples.Jwt);
        var key = program.Shared(SecretSamples.Jwt);

        var early = await program.RunAsync("rotate", "--finish", SecretSamples.Jwt);
        var again = await program.RunAsync("rotate", SecretSamples.Jwt);
        EndGrace(program);
        var status = await program.SucceedAsync("status");
        await program.SucceedAsync("rotate", "--finish", SecretSamples.Jwt);

        Assert.All([early, again], end =>
        {
            Assert.Equal(2, end.ExitCode);
            Assert.Contains("JWT_SECRET_KEY: the value before is accepted until 20", end.Errors[0], StringComparison.Ordinal);
        });
        Assert.Matches("JWT_SECRET_KEY_PREVIOUS .* to be finished", status.Output);
        Assert.Equal(key, program.Shared(SecretSamples.Jwt));
        Assert.Null(program.Shared(SecretSamples.JwtPrevious));
        Assert.Null(program.Annotation("web-secrets", "accepted-until.canopy.dev/JWT_SECRET_KEY_PREVIOUS"));
        Assert.All(program.Cluster.Pods, pod => Assert.False(pod.Environment.ContainsKey(SecretSamples.JwtPrevious)));
    }

    [Fact]
    public async Task RotateJwt_AfterTheGracePeriod_EndsItItself()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        await program.SucceedAsync("rotate", SecretSamples.Jwt);
        var second = program.Shared(SecretSamples.Jwt);
        EndGrace(program);

        await program.SucceedAsync("rotate", SecretSamples.Jwt);

        Assert.Equal(second, program.Shared(SecretSamples.JwtPrevious));
        Assert.Equal("3", program.Annotation("backend-secrets", "canopy.dev/secret-version"));
        Assert.Equal(["backend-secrets", "backend-secrets-backup-2", "web-secrets", "web-secrets-backup-2"], program.SecretNames);
    }

    [Fact]
    public async Task RotateJwt_WithoutGrace_AcceptsNoOtherKey()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        await program.SucceedAsync("rotate", SecretSamples.Jwt);

        await program.SucceedAsync("rotate", SecretSamples.Jwt, "--no-grace");

        Assert.Null(program.Shared(SecretSamples.JwtPrevious));
        Assert.All(program.Cluster.Pods, pod => Assert.False(pod.Environment.ContainsKey(SecretSamples.JwtPrevious)));
    }

    [Fact]
    public async Task RotateRedis_AllTheTime_EveryPodGetsIntoTheCache()
    {
        await using var program = await SecretsProgram.DeployedAsync(withCache: true);
        var isOldAccepted = new List<bool>();
        program.Cluster.Invariant = async cluster =>
        {
            isOldAccepted.Add(await cluster.Cache!.AcceptsAsync(SecretSamples.OldPassword));
            await Passwords.AreAcceptedEverywhere(cluster);
        };

        await program.SucceedAsync("rotate", SecretSamples.Redis);

        Assert.Null(program.Cluster.Broken);
        Assert.DoesNotContain(false, isOldAccepted);
        await Passwords.AssertRotatedAsync(program);
        Assert.Equal(1, program.Cluster.Cache!.Starts);
        await program.Cluster.RestartCacheAsync();
        await Passwords.AssertRotatedAsync(program);
    }

    [Fact]
    public async Task RotateRedis_CacheRestartsAtEveryPatch_EveryPodGetsIntoTheCache()
    {
        await using var program = await SecretsProgram.DeployedAsync(withCache: true);
        program.Cluster.Invariant = Passwords.AreAcceptedEverywhere;
        program.Cluster.Interfere = request =>
        {
            if (request is { Method: "PATCH" } && !request.Path.EndsWith("rotation", StringComparison.Ordinal))
            {
                program.Cluster.RestartCacheAsync().GetAwaiter().GetResult();
            }

            return Interference.None;
        };

        await program.SucceedAsync("rotate", SecretSamples.Redis);

        Assert.Null(program.Cluster.Broken);
        Assert.True(program.Cluster.Cache!.Starts > 4);
        await Passwords.AssertRotatedAsync(program);
    }

    [Fact]
    public async Task RotateRedis_ProbeThatUsesThePassword_IsRefusedBeforeAnythingChanges()
    {
        await using var program = await SecretsProgram.DeployedAsync(withCache: true);
        program.Cluster.Objects.Update("statefulsets", "cache", expected: null, item =>
            item["spec"]!["template"]!["spec"]!["containers"]![0]!["readinessProbe"]!["exec"]!["command"]![2] = "REDISCLI_AUTH=$REDIS_PASSWORD redis-cli -e ping");
        program.Cluster.Objects.Update("statefulsets", "cache", expected: null, item => item["status"]!["observedGeneration"] = 2);

        var end = await program.RunAsync("rotate", SecretSamples.Redis);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("its readiness probe signs in with the password", end.Error, StringComparison.Ordinal);
        Assert.Equal(SecretSamples.OldPassword, program.Shared(SecretSamples.Redis));
        Assert.Equal(3, program.SecretNames.Count);
    }

    [Fact]
    public async Task Rotate_KeyThatCannotBeGenerated_ComesFromTheEnvFile()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        program.Canopy.Write("new.env", "LOG_API_KEY=new-log-key-of-the-collector");

        var without = await program.RunAsync("rotate", "LOG_API_KEY");
        await program.SucceedAsync("rotate", "LOG_API_KEY", "--env-file", "new.env");

        Assert.Equal(2, without.ExitCode);
        Assert.Contains("LOG_API_KEY cannot be generated; give its value with --env-file", without.Error, StringComparison.Ordinal);
        Assert.Equal("new-log-key-of-the-collector", program.Shared("LOG_API_KEY"));
        Assert.All(program.Cluster.Pods, pod => Assert.Equal("new-log-key-of-the-collector", pod.Environment["LOG_API_KEY"]));
        Assert.Equal(SecretSamples.OldJwt, program.Shared(SecretSamples.Jwt));
    }

    [Theory]
    [InlineData("rotate", "JWT_SECRET_KEY_PREVIOUS")]
    [InlineData("rotate", "PASSWORD")]
    [InlineData("rotate")]
    [InlineData("rotate", "LOG_API_KEY", "--finish")]
    [InlineData("rotate", "JWT_SECRET_KEY", "--finish")]
    [InlineData("rotate", "JWT_SECRET_KEY", "--roll-back")]
    [InlineData("rotate", "JWT_SECRET_KEY", "--timeout", "0")]
    [InlineData("rotate", "JWT_SECRET_KEY", "--env-file", "nowhere.env")]
    [InlineData("rotate", "JWT_SECRET_KEY", "--env-file", ".env")]
    public async Task Rotate_WrongRequest_EndsWithTwoAndChangesNothing(params string[] arguments)
    {
        await using var program = await SecretsProgram.DeployedAsync();
        var before = program.Cluster.Objects.Version;

        var end = await program.RunAsync(arguments);

        Assert.Equal(2, end.ExitCode);
        Assert.Equal("canopy: see 'canopy secrets rotate --help'", end.Errors[^1]);
        Assert.Equal(before, program.Cluster.Objects.Version);
    }

    [Fact]
    public async Task Rotate_RightsThatAreMissing_AreAllNamed()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        program.Cluster.Forbidden.UnionWith(["patch deployments", "create pods/exec", "get pods/proxy", "create pods/portforward"]);

        var end = await program.RunAsync("rotate", SecretSamples.Redis);

        Assert.Equal(2, end.ExitCode);
        Assert.All(program.Cluster.Forbidden, right => Assert.Contains($"You may not {right} in namespace canopy-dev", end.Error, StringComparison.Ordinal));
    }

    private static void EndGrace(SecretsProgram program)
    {
        foreach (var secret in new[] { "web-secrets", "backend-secrets" })
        {
            program.Annotate(secret, "accepted-until.canopy.dev/JWT_SECRET_KEY_PREVIOUS", $"{DateTime.UtcNow.AddMinutes(-1):s}Z");
        }
    }
}
