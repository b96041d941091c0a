using Canopy.CommandLine.Tests.Secrets.Cluster;

namespace Canopy.CommandLine.Tests.Secrets;

/// <summary><c>canopy secrets create</c>: all Secrets or none, and no value anywhere else.</summary>
public sealed class CreateTests
{
    private static readonly string[] All = ["backend-secrets", "cache-secrets", "web-secrets"];

    [Fact]
    public async Task Create_FromEnvFile_MakesOneSecretPerProgram()
    {
        await using var program = await SecretsProgram.StartAsync();

        await program.SucceedAsync("create");

        Assert.Equal(All, program.SecretNames);
        Assert.Equal(SecretSamples.OldJwt, program.Shared(SecretSamples.Jwt));
        Assert.Equal(SecretSamples.OldLogKey, program.Shared("LOG_API_KEY"));
        Assert.Null(program.Value("cache", SecretSamples.Jwt));
        Assert.Equal("1", program.Annotation("web-secrets", "canopy.dev/secret-version"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", program.Annotation("web-secrets", "canopy.dev/last-rotated"));
        Assert.Equal("canopy", (string?)program.Cluster.Objects.Find("secrets", "web-secrets")!["metadata"]!["labels"]!["app.kubernetes.io/part-of"]);
    }

    [Fact]
    public async Task CreateAndRotate_Values_AreInNoArgumentNoOutputAndNoFile()
    {
        await using var program = await SecretsProgram.StartAsync();
        program.Canopy.Write("kubectl", "#!/bin/sh", $"echo \"$@\" >>{program.Canopy["arguments"]}", "exec kubectl \"$@\"");
        File.SetUnixFileMode(program.Canopy["kubectl"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        program.Canopy.Environment["KUBECTL"] = program.Canopy["kubectl"];

        var created = await program.SucceedAsync("create");
        await program.Cluster.DeployAsync(withCache: false);
        var rotated = await program.SucceedAsync("rotate", SecretSamples.Jwt);
        var status = await program.SucceedAsync("status");

        var values = new[] { SecretSamples.OldJwt, SecretSamples.OldPassword, SecretSamples.OldLogKey, program.Shared(SecretSamples.Jwt)! };
        var said = string.Concat(new[] { created, rotated, status }.Select(e => e.Output + e.Error)) + await File.ReadAllTextAsync(program.Canopy["arguments"]);
        Assert.Contains("patch secret web-secrets", said, StringComparison.Ordinal);
        Assert.All(values, value => Assert.DoesNotContain(value, said, StringComparison.Ordinal));

        var folder = Path.GetDirectoryName(program.Canopy["x"])!;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is not ".env"))
        {
            var text = await File.ReadAllTextAsync(file);
            Assert.All(values, value => Assert.DoesNotContain(value, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Create_ManyMistakes_AreAllNamedAndNothingIsMade()
    {
        await using var program = await SecretsProgram.StartAsync();
        program.Canopy.Write(".env", $"{SecretSamples.Jwt}=c2hvcnQgYnV0IGJhc2U2NA==", $"{SecretSamples.Redis}=changeme-changeme", "REDIS_PASWORD=x", "CANOPY_ACCOUNTS=");
        program.Cluster.Forbidden.Add("create secrets");
        program.Cluster.Forbidden.Add("patch secrets");

        var end = await program.RunAsync("create");

        Assert.Equal(2, end.ExitCode);
        foreach (var part in new[]
        {
            ".env: JWT_SECRET_KEY is too short; accepted: at least 32 random bytes",
            ".env: REDIS_PASSWORD has a value from an example",
            ".env: REDIS_PASSWORD must be at least 16 letters and digits",
            ".env: REDIS_PASWORD is not a key of the catalogue; the keys are REDIS_PASSWORD",
            "You may not create secrets in namespace canopy-dev",
            "You may not patch secrets in namespace canopy-dev",
        })
        {
            Assert.Contains(part, end.Error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("changeme", end.Error, StringComparison.Ordinal);
        Assert.Empty(program.SecretNames);
    }

    [Fact]
    public async Task Create_RequiredKeyWithoutValue_IsNamed()
    {
        await using var program = await SecretsProgram.StartAsync();
        program.Canopy.Write(".env", SecretSamples.EnvFile[0]);

        var end = await program.RunAsync("create");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(".env: REDIS_PASSWORD has no value; 'canopy secrets generate' makes one", end.Error, StringComparison.Ordinal);
        Assert.Empty(program.SecretNames);
    }

    [Fact]
    public async Task Create_NoKubectl_IsSaid()
    {
        await using var program = await SecretsProgram.StartAsync();
        program.Canopy.Environment["KUBECTL"] = "/nowhere/kubectl";

        var end = await program.RunAsync("create");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("/nowhere/kubectl cannot be started; install kubectl 1.30 or newer", end.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_ExistingSecrets_AreReplacedOnlyWhenTold()
    {
        await using var program = await SecretsProgram.StartAsync();
        await program.SucceedAsync("create");
        program.Annotate("web-secrets", "last-rotated.canopy.dev/JWT_SECRET_KEY", "2026-01-01T00:00:00Z");
        program.Canopy.Write(".env", SecretSamples.EnvFile[0], $"{SecretSamples.Redis}=AnotherPassw0rdOfTheCache");

        var refused = await program.RunAsync("create");
        var untouched = program.Shared(SecretSamples.Redis);
        var replaced = await program.SucceedAsync("create", "--replace");

        Assert.Equal(2, refused.ExitCode);
        Assert.Equal(4, refused.Errors.Length);
        Assert.Equal(SecretSamples.OldPassword, untouched);
        Assert.Equal("AnotherPassw0rdOfTheCache", program.Shared(SecretSamples.Redis));
        Assert.Null(program.Value("web", "LOG_API_KEY"));
        Assert.Contains("replaced: web-secrets (version 2)", replaced.Output, StringComparison.Ordinal);
        Assert.Equal("2026-01-01T00:00:00Z", program.Annotation("web-secrets", "last-rotated.canopy.dev/JWT_SECRET_KEY"));
        Assert.Contains("web-secrets-backup-1", program.SecretNames);
        Assert.True(program.Cluster.Objects.Find("secrets", "web-secrets-backup-1")!["immutable"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Create_FailsInTheMiddle_NothingIsChanged(bool replace)
    {
        await using var program = await SecretsProgram.StartAsync();
        if (replace)
        {
            await program.SucceedAsync("create");
            program.Canopy.Write(".env", SecretSamples.EnvFile[0], $"{SecretSamples.Redis}=AnotherPassw0rdOfTheCache");
        }

        var changes = 0;
        program.Cluster.Interfere = request =>
        {
            // Three trials before Secrets are made; and what is refused is the last one, web's.
            var isWebs = request.IsChange && (request.Path + request.Body).Contains("\"web-secrets\"", StringComparison.Ordinal) | request.Path.EndsWith("/web-secrets", StringComparison.Ordinal);
            changes += request.IsChange ? 1 : 0;
            return isWebs && (replace ? request.Method == "PATCH" : changes > 3 && request.Method == "POST") ? Interference.Refuse : Interference.None;
        };

        var end = await program.RunAsync(replace ? ["create", "--replace"] : ["create"]);

        Assert.Equal(1, end.ExitCode);
        Assert.True(changes > 5, end.Error);
        Assert.Contains("Nothing was changed", Assert.Single(end.Errors), StringComparison.Ordinal);
        Assert.Equal(replace ? All : [], program.SecretNames);
        Assert.Equal(replace ? "1" : null, program.Annotation("backend-secrets", "canopy.dev/secret-version"));
        Assert.Equal(replace ? SecretSamples.OldPassword : null, program.Value("cache", SecretSamples.Redis));
    }
}
