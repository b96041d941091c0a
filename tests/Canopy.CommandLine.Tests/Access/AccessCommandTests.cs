using Canopy.Access;
using Canopy.Access.Accounts;
using Canopy.Access.Tokens;
using Canopy.Testing;

namespace Canopy.CommandLine.Tests.Access;

public sealed class AccessCommandTests : IDisposable
{
    private readonly CanopyProgram _canopy = new();

    public void Dispose() => _canopy.Dispose();

    [Fact]
    public async Task Account_WithAPassword_PrintsAnEntryThatTheProgramsTake()
    {
        var end = await _canopy.RunWithInputAsync("Zoë's password\n", "account", "zoë@lab", "--role", "operator");

        Assert.True(end.ExitCode == 0, end.Error);
        Assert.DoesNotContain("password", end.Output, StringComparison.Ordinal);
        var (accounts, mistakes) = AccountList.Parse(end.Output);
        Assert.Empty(mistakes);
        Assert.Equal(AccessRole.Operator, accounts.Check("zoë@lab", "Zoë's password")?.Role);
        Assert.Equal(PasswordHash.Iterations, accounts.Find("zoë@lab")!.Password.Rounds);
    }

    [Theory]
    [InlineData("The password must have 12 to 1024 characters", "ada", "--role", "viewer")]
    [InlineData("NAME must be 1 to 64 letters", "a:b", "--role", "viewer")]
    [InlineData("--role is chief; it must be one of viewer, operator, admin", "ada", "--role", "chief")]
    [InlineData("--role is missing; it must be one of viewer, operator, admin", "ada")]
    public async Task Account_Wrong_SaysSo(string mistake, params string[] arguments)
    {
        var end = await _canopy.RunWithInputAsync("short\n", ["account", .. arguments]);

        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.Contains(mistake, end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("short", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_WithTheKey_IsTakenByThePrograms()
    {
        _canopy.Environment["JWT_SECRET_KEY"] = TestTokens.Key;
        var from = TimeProvider.System.GetUtcNow();

        var end = await _canopy.SucceedAsync("token", "--name", "grader", "--role", "viewer", "--hours", "8");

        var token = await new TokenReader([SigningKey.Read(TestTokens.Key).Key!], TimeProvider.System).ReadAsync(end.Output.Trim());
        Assert.Equal(("grader", AccessRole.Viewer), (token?.Name, token?.Role));
        Assert.InRange(token!.ExpiresAt, from.AddHours(8).AddSeconds(-1), TimeProvider.System.GetUtcNow().AddHours(8));
    }

    [Fact]
    public async Task Token_ManyMistakes_AreAllNamedAndNoKey()
    {
        _canopy.Environment["JWT_SECRET_KEY"] = "too-short-to-sign";

        var end = await _canopy.RunAsync("token", "--role", "chief", "--hours", "1000");

        Assert.Equal(2, end.ExitCode);
        foreach (var part in new[]
        {
            "--name is missing; it must be 1 to 64 letters",
            "--role is chief; it must be one of viewer, operator, admin",
            "--hours is 1000; it must be a number over 0 and up to 720",
            "JWT_SECRET_KEY is too short",
        })
        {
            Assert.Contains(part, end.Error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("too-short-to-sign", end.Error + end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_WithoutKey_SaysWhichOne()
    {
        _canopy.Environment["JWT_SECRET_KEY"] = "";

        Assert.Contains("JWT_SECRET_KEY is not in the environment", (await _canopy.RunAsync("token", "--name", "x", "--role", "viewer")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Program_BesideItsEngine_NeedsNoWebServer()
        => Assert.DoesNotContain("Microsoft.AspNetCore", File.ReadAllText(Path.ChangeExtension(Programs.CommandLine, ".runtimeconfig.json")), StringComparison.Ordinal);
}
