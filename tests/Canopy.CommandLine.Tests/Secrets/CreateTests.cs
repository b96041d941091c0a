namespace Canopy.CommandLine.Tests.Secrets;

/// <summary><c>canopy secrets create</c> and <c>generate</c>.</summary>
public sealed class CreateTests
{
    [Fact]
    public async Task Create_FromEnvFile_MakesOneSecretPerProgram()
    {
        await using var program = await SecretsProgram.StartAsync();

        var end = await program.SucceedAsync("create");

        Assert.Equal(["backend-secrets", "cache-secrets", "web-secrets"], program.SecretNames);
        Assert.Equal(SecretSamples.OldJwt, program.Value("web", SecretSamples.Jwt));
        Assert.Equal(SecretSamples.OldLogKey, program.Value("backend", "LOG_API_KEY"));
        Assert.Null(program.Value("cache", SecretSamples.Jwt));
        Assert.Equal("1", program.Annotation("web-secrets", "canopy.dev/secret-version"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", program.Annotation("web-secrets", "canopy.dev/last-rotated"));
        Assert.Equal("canopy", (string?)program.Cluster.Objects.Find("secrets", "web-secrets")!["metadata"]!["labels"]!["app.kubernetes.io/part-of"]);
        Assert.DoesNotContain(SecretSamples.OldPassword, end.Output + end.Error, StringComparison.Ordinal);
    }
}
