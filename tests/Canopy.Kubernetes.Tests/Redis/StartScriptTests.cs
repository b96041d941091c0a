using System.Diagnostics;
using Canopy.Kubernetes.Tests.Support;
using Canopy.Testing;

namespace Canopy.Kubernetes.Tests.Redis;

/// <summary>The script that starts Redis in a pod, with a real redis-server; its folders are those of the test.</summary>
public sealed class StartScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_WithTwoPasswords_AcceptsBothAndNoOther()
    {
        using var redis = await StartAsync(("REDIS_PASSWORD", "new"), ("REDIS_PASSWORD_PREVIOUS", "old"));

        Assert.Equal("PONG", await CliAsync("new", "ping"));
        Assert.Equal("PONG", await CliAsync("old", "ping"));
        Assert.Contains("WRONGPASS", await CliAsync("other", "ping"), StringComparison.Ordinal);
        Assert.Contains("NOAUTH", await CliAsync(null, "ping"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readiness_AsksWithAUserThatMayDoNothingElse()
    {
        using var redis = await StartAsync(("REDIS_PASSWORD", "new"));
        var probe = await File.ReadAllTextAsync(_folder["probe-password"], TestContext.Current.CancellationToken);

        Assert.Equal("PONG", await CliAsync(probe, "--user", "probe", "-e", "ping"));
        Assert.Contains("NOPERM", await CliAsync(probe, "--user", "probe", "get", "x"), StringComparison.Ordinal);
        Assert.Contains("/tmp/probe-password", await CommittedReadinessAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_KeepsEverything()
    {
        using var redis = await StartAsync(("REDIS_PASSWORD", "new"));

        Assert.Equal("appendonly\nyes", await CliAsync("new", "config", "get", "appendonly"));
        Assert.Equal("maxmemory-policy\nnoeviction", await CliAsync("new", "config", "get", "maxmemory-policy"));
        Assert.Equal($"maxmemory\n{400 << 20}", await CliAsync("new", "config", "get", "maxmemory"));
    }

    [Theory]
    [InlineData(null, "REDIS_PASSWORD: is not set; it comes from the Secret cache-secrets")]
    [InlineData("two words", "REDIS_PASSWORD and REDIS_PASSWORD_PREVIOUS may have letters, digits and . _ ~ + / = - only")]
    [InlineData("a\nuser x on", "REDIS_PASSWORD and REDIS_PASSWORD_PREVIOUS may have letters, digits and . _ ~ + / = - only")]
    public async Task Start_WithoutAUsablePassword_SaysSoAndEnds(string? password, string message)
    {
        using var redis = Start(password is null ? [] : [("REDIS_PASSWORD", password)]);

        await Until.TrueAsync(() => Task.FromResult(redis.HasExited && redis.Output.Contains(message, StringComparison.Ordinal)), $"the script ends and says: {message}");
    }

    private ManagedProcess Start(params (string Name, string Value)[] variables)
    {
        var source = Path.Combine(Programs.Root, "deploy", "components", "cache");
        var folder = $"{_folder[""]}/";
        File.WriteAllText(_folder["redis.conf"], File.ReadAllText(Path.Combine(source, "redis.conf"))
            .Replace("port 6379", $"port {_port}\nbind 127.0.0.1", StringComparison.Ordinal).Replace("dir /data", $"dir {folder}", StringComparison.Ordinal));
        File.WriteAllText(_folder["start.sh"], File.ReadAllText(Path.Combine(source, "start.sh"))
            .Replace("/tmp/", folder, StringComparison.Ordinal).Replace("/etc/canopy/", folder, StringComparison.Ordinal));
        return ManagedProcess.Start("/bin/sh", [_folder["start.sh"]], variables.ToDictionary(v => v.Name, v => (string?)v.Value));
    }

    private async Task<ManagedProcess> StartAsync(params (string Name, string Value)[] variables)
    {
        var redis = Start(variables);
        await Until.TrueAsync(async () => (await CliAsync(null, "ping")).Contains("NOAUTH", StringComparison.Ordinal), $"redis-server answers; it said: {redis.Output}");
        return redis;
    }

    private static Task<string> CommittedReadinessAsync() =>
        File.ReadAllTextAsync(Path.Combine(Programs.Root, "deploy", "components", "cache", "stateful-set.yaml"), TestContext.Current.CancellationToken);

    private async Task<string> CliAsync(string? password, params string[] command)
    {
        var start = new ProcessStartInfo("redis-cli", ["-p", $"{_port}", "--no-auth-warning", .. command]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["REDISCLI_AUTH"] = password;
        using var cli = Process.Start(start)!;
        var error = cli.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await cli.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return (output + await error).Trim();
    }
}
