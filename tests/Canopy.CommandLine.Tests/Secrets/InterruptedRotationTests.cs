using System.Diagnostics;
using Canopy.CommandLine.Tests.Secrets.Cluster;

namespace Canopy.CommandLine.Tests.Secrets;

/// <summary>A rotation that is cut off anywhere is ended by the next one, and until then everything works.</summary>
public sealed class InterruptedRotationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(14)]
    public async Task RotateRedis_ClusterGoneAfterSomeChanges_NextRunFinishes(int changes)
    {
        await using var program = await SecretsProgram.DeployedAsync(withCache: true);
        program.Cluster.Invariant = Passwords.AreAcceptedEverywhere;
        var left = changes;
        program.Cluster.Interfere = request => left <= 0 ? Interference.Refuse : request.IsChange && --left == 0 ? Interference.CutAnswer : Interference.None;

        var first = await program.RunAsync("rotate", SecretSamples.Redis, "--timeout", "6");
        program.Cluster.Interfere = _ => Interference.None;
        await Passwords.AreAcceptedEverywhere(program.Cluster);
        var second = await program.RunAsync("rotate", SecretSamples.Redis);

        // Where only the end of the journal was lost, the rotation was whole, and the second run is one of its own.
        Assert.True(first.ExitCode == 1, $"the first ended with {first.ExitCode}: {first.Error}");
        Assert.True(second.ExitCode == 0, $"the second ended with {second.ExitCode}: {second.Error}");
        Assert.Null(program.Cluster.Broken);
        await Passwords.AssertRotatedAsync(program);
        Assert.DoesNotContain("canopy-rotation", program.SecretNames);
    }

    [Fact]
    public async Task RotateJwt_Killed_NextRunGoesOnWithTheSameKey()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        program.Cluster.Invariant = Tokens.AreAcceptedEverywhere;
        RunningProgram? running = null;
        program.Cluster.Interfere = request =>
        {
            if (running is not null && request.Method == "PATCH" && request.Path.EndsWith("deployments/web", StringComparison.Ordinal))
            {
                using var process = Process.GetProcessById(running.Id);
                running = null;
                process.Kill();
            }

            return Interference.None;
        };

        running = program.Start("rotate", SecretSamples.Jwt);
        using (var killed = running)
        {
            Assert.Equal(137, (await killed.EndAsync()).ExitCode);
        }

        var status = await program.RunAsync("status", "--check");
        var tried = program.Shared(SecretSamples.JwtPrevious);
        var end = await program.SucceedAsync("rotate", SecretSamples.Jwt);

        Assert.Equal(3, status.ExitCode);
        Assert.Contains("rotation of JWT_SECRET_KEY: UNFINISHED, going forward at step 'accept'", status.Output, StringComparison.Ordinal);
        Assert.Contains("an unfinished rotation is there", end.Error, StringComparison.Ordinal);
        Assert.Equal(tried, program.Shared(SecretSamples.Jwt));
        Assert.Equal(SecretSamples.OldJwt, program.Shared(SecretSamples.JwtPrevious));
        Assert.Null(program.Cluster.Broken);
    }

    [Fact]
    public async Task RotateRedis_CtrlC_EndsWith130AndCanBeRolledBack()
    {
        await using var program = await SecretsProgram.DeployedAsync(withCache: true);
        program.Cluster.IsWell = pod => pod.Environment[SecretSamples.Redis] == SecretSamples.OldPassword;
        using var running = program.Start("rotate", SecretSamples.Redis);
        await running.UntilErrorAsync("signing in to the cache with the new password");
        await running.SignalAsync("INT");

        var end = await running.EndAsync();
        var tried = program.Value("cache", SecretSamples.Redis);
        var back = await program.SucceedAsync("rotate", SecretSamples.Redis, "--roll-back");

        Assert.Equal(130, end.ExitCode);
        Assert.Contains("the rotation of REDIS_PASSWORD is unfinished at step 'switch'", end.Error, StringComparison.Ordinal);
        Assert.Contains("was rolled back", back.Error, StringComparison.Ordinal);
        await Passwords.AssertUnchangedAsync(program, tried);
    }

    [Fact]
    public async Task Rotate_WhileAnotherRuns_IsRefused()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        program.Cluster.IsWell = pod => pod.Environment[SecretSamples.Jwt] == SecretSamples.OldJwt;
        using var running = program.Start("rotate", SecretSamples.Jwt);
        await running.UntilErrorAsync("signing with the new key");

        var end = await program.RunAsync("rotate", "LOG_API_KEY", "--env-file", ".env");

        Assert.Equal(1, end.ExitCode);
        Assert.StartsWith("canopy: JWT_SECRET_KEY is being rotated, since ", Assert.Single(end.Errors), StringComparison.Ordinal);
    }
}
