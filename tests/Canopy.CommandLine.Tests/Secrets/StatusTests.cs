namespace Canopy.CommandLine.Tests.Secrets;

/// <summary><c>canopy secrets status</c>.</summary>
public sealed class StatusTests
{
    [Fact]
    public async Task Status_FreshSecrets_AreWell()
    {
        await using var program = await SecretsProgram.StartAsync();
        await program.SucceedAsync("create");

        var end = await program.SucceedAsync("status", "--check");

        Assert.Matches(@"web-secrets +JWT_SECRET_KEY +1 +\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ +0 d +ok", end.Output);
        Assert.Matches("web-secrets +CANOPY_ACCOUNTS +1 +- +- +not set", end.Output);
        Assert.Empty(end.Error);
    }

    [Fact]
    public async Task Status_OldKey_IsMarkedAndFailsTheCheck()
    {
        await using var program = await SecretsProgram.StartAsync();
        await program.SucceedAsync("create");
        var now = DateTime.UtcNow;
        program.Annotate("cache-secrets", "last-rotated.canopy.dev/REDIS_PASSWORD", $"{now.AddDays(-90.5):s}Z");
        program.Annotate("web-secrets", "last-rotated.canopy.dev/LOG_API_KEY", $"{now.AddDays(-91.5):s}Z");

        var shown = await program.SucceedAsync("status");
        var check = await program.RunAsync("status", "--check");

        Assert.Matches("web-secrets +LOG_API_KEY .* 91 d +OLD", shown.Output);
        Assert.Matches("cache-secrets +REDIS_PASSWORD .* 90 d +ok", shown.Output);
        Assert.Equal(3, check.ExitCode);
        Assert.Equal(shown.Output, check.Output);
    }

    [Fact]
    public async Task Status_NoSecrets_AreMissing()
    {
        await using var program = await SecretsProgram.StartAsync();

        var end = await program.RunAsync("status", "--check");

        Assert.Equal(3, end.ExitCode);
        Assert.Matches("web-secrets .* MISSING", end.Output);
    }

    [Fact]
    public async Task Status_ClusterThatDoesNotAnswer_IsSaidInOneLine()
    {
        await using var program = await SecretsProgram.StartAsync();
        program.Cluster.Interfere = _ => Cluster.Interference.Cut;

        var end = await program.RunAsync("status");

        Assert.Equal(2, end.ExitCode);
        Assert.StartsWith("canopy: The cluster does not answer: ", end.Errors[0], StringComparison.Ordinal);
        Assert.Equal(2, end.Errors.Length);
    }
}
