using Canopy.Access;
using Canopy.Testing;

namespace Canopy.ServiceDefaults.Tests.Security;

/// <summary>What a program does with the keys and accounts that its environment gives it.</summary>
public class StartTests
{
    private const string Short = "crocus-and-pansy";

    [Fact]
    public Task Production_WithoutKey_DoesNotStart() => RefusedAsync(
        new() { ["JWT_SECRET_KEY"] = "" },
        "JWT_SECRET_KEY is missing; accepted: at least 32 random bytes, as base64 or as a text, for example the output of: openssl rand -base64 64");

    [Fact]
    public Task Production_WithShortKeys_DoesNotStart() => RefusedAsync(
        new() { ["JWT_SECRET_KEY"] = Short, ["JWT_SECRET_KEY_PREVIOUS"] = Short, ["LOG_LEVEL"] = "loud" },
        "JWT_SECRET_KEY is too short; accepted: ", "JWT_SECRET_KEY_PREVIOUS is too short; accepted: ", "LOG_LEVEL is 'loud'; accepted: ");

    [Fact]
    public Task Production_WithAKnownDefault_DoesNotStart() => RefusedAsync(
        new() { ["JWT_SECRET_KEY"] = "please-change-me-please-change-me-please" }, "JWT_SECRET_KEY is a well-known default; accepted: ");

    [Fact]
    public Task DemoMode_WithAShortKey_DoesNotStart() => RefusedAsync(
        new() { ["JWT_SECRET_KEY"] = Short, ["CASCOR_DEMO_MODE"] = "1" }, "JWT_SECRET_KEY is too short; accepted: ");

    [Fact]
    public Task Accounts_Wrong_AreNamedByNumber() => RefusedAsync(
        new() { ["CANOPY_ACCOUNTS"] = $"ada:viewer:{Short}" }, "CANOPY_ACCOUNTS: entry 1 has no possible hash; accepted: ");

    [Fact]
    public Task Accounts_WithoutKey_AreAMistake() => RefusedAsync(
        new() { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["JWT_SECRET_KEY"] = "", ["CANOPY_ACCOUNTS"] = TestTokens.Account("ada", AccessRole.Viewer, Short) },
        "CANOPY_ACCOUNTS is set without JWT_SECRET_KEY");

    [Fact]
    public async Task DemoMode_WithoutKey_StartsAndIsOpen()
    {
        using var program = await TestProgram.StartAsync(new() { ["JWT_SECRET_KEY"] = "", ["CASCOR_DEMO_MODE"] = "1" });
        using var http = new HttpClient();

        Assert.Equal("hello you", await http.GetStringAsync(new Uri(program.Address, "/hello/you"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Log_OfEverything_HasNeitherKeysNorTokens()
    {
        var account = TestTokens.Account("ada", AccessRole.Viewer, Short);
        using var program = await TestProgram.StartAsync(new() { ["LOG_LEVEL"] = "trace", ["CASCOR_DEBUG"] = "1", ["CANOPY_ACCOUNTS"] = account });
        using var http = new HttpClient();
        var token = TestTokens.Make(AccessRole.Viewer);
        foreach (var text in new[] { token, token[..^3], "eyJhbGciOiJub25lIn0.e30." })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(program.Address, "/hello/you"));
            request.Headers.Authorization = new("Bearer", text);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        }

        await program.Process.TerminateAsync();

        Assert.Contains("/hello/you", program.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(TestTokens.Key, program.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", program.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pbkdf2", program.Process.Output, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(Dictionary<string, string?> settings, params string[] mistakes)
    {
        using var program = TestProgram.Launch(settings);
        Assert.Equal(78, await program.Process.WaitForExitAsync());

        var lines = program.Process.Output.Split('\n');
        Assert.Equal(1 + mistakes.Length, lines.Length);
        Assert.All(mistakes, mistake => Assert.Contains(lines, line => line.StartsWith($"  - {mistake}", StringComparison.Ordinal)));
        Assert.DoesNotContain(Short, program.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("please-change", program.Process.Output, StringComparison.Ordinal);
    }
}
