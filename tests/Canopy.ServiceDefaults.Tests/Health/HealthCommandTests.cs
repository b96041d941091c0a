using Canopy.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Tests.Health;

public class HealthCommandTests
{
    [Theory]
    [InlineData("URLS", "http://127.0.0.1:8050", "http://127.0.0.1:8050/healthz")]
    [InlineData("URLS", "http://localhost:8050", "http://127.0.0.1:8050/healthz")]
    [InlineData("URLS", "https://*:8443;http://+:8050", "http://127.0.0.1:8050/healthz")]
    [InlineData("URLS", "http://0.0.0.0:8050", "http://127.0.0.1:8050/healthz")]
    [InlineData("URLS", "http://[::]:8050", "http://127.0.0.1:8050/healthz")]
    [InlineData("URLS", "http://10.1.2.3:8050", "http://10.1.2.3:8050/healthz")]
    [InlineData("URLS", "http://[::1]:8050", "http://[::1]:8050/healthz")]
    [InlineData("HTTP_PORTS", "8050;8051", "http://127.0.0.1:8050/healthz")]
    [InlineData("POD_NAME", "web-0", "http://127.0.0.1:5000/healthz")]
    public void Target_Configuration_IsWhereTheServerListens(string key, string value, string expected)
        => Assert.Equal(expected, HealthCommand.Target(Configuration(new() { [key] = value }))?.ToString());

    [Fact]
    public void Target_OnlyHttps_IsTheManagementPort()
    {
        Assert.Equal("http://127.0.0.1:9090/healthz", HealthCommand.Target(Configuration(new() { ["HTTPS_PORTS"] = "8443", ["MANAGEMENT_PORT"] = "9090" }))?.ToString());
        Assert.Null(HealthCommand.Target(Configuration(new() { ["HTTPS_PORTS"] = "8443" })));
    }

    [Fact]
    public async Task TryRun_OtherArguments_DoesNothing()
    {
        Assert.False(await HealthCommand.TryRunAsync([]));
        Assert.False(await HealthCommand.TryRunAsync(["--urls", "http://127.0.0.1:1"]));
    }

    [Fact]
    public async Task Program_RunsBeside_ExitsWithZero()
    {
        await using var app = await TestApp.StartAsync();

        var (code, output) = await AskAsync(app.Address.Port);

        Assert.True(code == 0, output);
        Assert.Equal("", output);
    }

    [Fact]
    public async Task Program_NothingListens_ExitsWithOneAndSaysWhy()
    {
        var port = FreePort.Next();

        var (code, output) = await AskAsync(port);

        Assert.Equal(1, code);
        Assert.Contains($"http://127.0.0.1:{port}/healthz did not answer", output, StringComparison.Ordinal);
    }

    // URLS wins over ASPNETCORE_URLS, which the program has too.
    private static async Task<(int Code, string Output)> AskAsync(int port)
    {
        using var program = TestProgram.Launch(new() { ["URLS"] = $"http://127.0.0.1:{port}" }, HealthCommand.Argument);
        var code = await program.Process.WaitForExitAsync();
        return (code, program.Process.Output);
    }

    private static IConfigurationRoot Configuration(Dictionary<string, string?> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
