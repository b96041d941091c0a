using System.Net.Sockets;
using Aspire.Hosting.Testing;
using Canopy.Hosting.Processes;
using Canopy.Hosting.Redis;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Redis;

/// <summary>Redis from the PATH; where there is none these tests have nothing to say.</summary>
public sealed class RedisServerTests
{
    public RedisServerTests() =>
        Assert.SkipUnless(CommandFinder.Find("redis-server") is not null || CommandFinder.Find("valkey-server") is not null, "no Redis on the PATH");

    [Fact]
    public async Task Start_WithoutPassword_IsRefused()
    {
        await using var app = await StartAsync();

        var answer = await AskAsync(app, password: null, "PING");

        Assert.StartsWith("-NOAUTH", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Settings_KeepDataAndEvictNothing()
    {
        await using var app = await StartAsync();
        var password = await PasswordAsync(app);

        Assert.Contains("noeviction", await AskAsync(app, password, "CONFIG GET maxmemory-policy"), StringComparison.Ordinal);
        Assert.Contains("yes", await AskAsync(app, password, "CONFIG GET appendonly"), StringComparison.Ordinal);
        Assert.Contains("everysec", await AskAsync(app, password, "CONFIG GET appendfsync"), StringComparison.Ordinal);
        Assert.Contains("60 1", await AskAsync(app, password, "CONFIG GET save"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Password_IsLongAndNotOnTheCommandLine()
    {
        await using var app = await StartAsync();
        var password = await PasswordAsync(app);

        Assert.True(password.Length >= 22);
        Assert.DoesNotContain(password, ProcessTable.CommandLine(app.Pid("cache")), StringComparison.Ordinal);
        Assert.DoesNotContain(app.Now("cache").EnvironmentVariables, v => v.Value == password);
    }

    [Fact]
    public async Task Restart_Command_KeepsAddressAndData()
    {
        await using var app = await StartAsync();
        var before = await app.GetConnectionStringAsync("cache", TestApp.Deadline);
        var password = await PasswordAsync(app);
        await AskAsync(app, password, "SET colour green");

        await app.ResourceCommands.ExecuteCommandAsync("cache", KnownResourceCommands.RestartCommand, TestApp.Deadline);
        await app.UntilHealthyAsync("cache");

        Assert.Equal(before, await app.GetConnectionStringAsync("cache", TestApp.Deadline));
        Assert.Contains("green", await AskAsync(app, password, "GET colour"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NextRun_SameFolder_PasswordAndDataAreThere()
    {
        var folder = Directory.CreateTempSubdirectory("canopy-redis-");
        string password;
        await using (var app = await StartAsync($"--Canopy:DataFolder={folder.FullName}"))
        {
            password = await PasswordAsync(app);
            await AskAsync(app, password, "SET colour green");
        }

        await using (var app = await StartAsync($"--Canopy:DataFolder={folder.FullName}"))
        {
            Assert.Equal(password, await PasswordAsync(app));
            Assert.Contains("green", await AskAsync(app, password, "GET colour"), StringComparison.Ordinal);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.FullName, "secrets.json")));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task SecondRun_SameFolderAtTheSameTime_IsRefused()
    {
        var folder = Directory.CreateTempSubdirectory("canopy-redis-");
        await using (await StartAsync($"--Canopy:DataFolder={folder.FullName}"))
        {
            var builder = TestApp.Create($"--Canopy:DataFolder={folder.FullName}");
            builder.AddRedis("cache").WithDataVolume();
            await using var second = await builder.StartAsync();
            var failed = await second.UntilAsync("cache", KnownResourceStates.FailedToStart);

            Assert.EndsWith("is in use: the application is running already.", failed.Snapshot.Properties.Single(p => p.Name == "canopy.reason").Value as string, StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Killed_AfterAnAnswer_TheChangeIsNotLost()
    {
        await using var app = await StartAsync();
        var password = await PasswordAsync(app);
        await AskAsync(app, password, "SET colour green");

        Signals.Send(app.Pid("cache"), Signals.Kill);
        await app.UntilAsync("cache", KnownResourceStates.Exited);
        await app.ResourceCommands.ExecuteCommandAsync("cache", KnownResourceCommands.StartCommand, TestApp.Deadline);
        await app.UntilHealthyAsync("cache");

        Assert.Contains("green", await AskAsync(app, password, "GET colour"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectionStringGiven_NothingIsStarted()
    {
        await using var running = await StartAsync();
        var given = await running.GetConnectionStringAsync("cache", TestApp.Deadline);

        await using var app = await StartAsync($"--ConnectionStrings:cache={given},abortConnect=false");

        Assert.Equal($"{given},abortConnect=false", await app.GetConnectionStringAsync("cache", TestApp.Deadline));
        Assert.DoesNotContain(app.Now("cache").Properties, p => p.Name == "executable.pid");
        Assert.Equal(running.GetEndpoint("cache"), app.GetEndpoint("cache"));
    }

    [Fact]
    public async Task ConnectionStringGiven_WrongPassword_IsUnhealthyAndSaysWhy()
    {
        await using var running = await StartAsync();
        var builder = TestApp.Create($"--ConnectionStrings:cache=localhost:{running.GetEndpoint("cache").Port},password=wrong");
        builder.AddRedis("cache");

        await using var app = await builder.StartAsync();
        var unwell = await app.ResourceNotifications.WaitForResourceAsync("cache", e => e.Snapshot.HealthReports is [{ Description: not null }], TestApp.Deadline);

        Assert.StartsWith("AUTH: WRONGPASS", unwell.Snapshot.HealthReports.Single().Description, StringComparison.Ordinal);
    }

    private static async Task<DistributedApplication> StartAsync(params string[] args)
    {
        var builder = TestApp.Create(args);
        builder.AddRedis("cache").WithDataVolume();
        var app = await builder.StartAsync();
        await app.UntilHealthyAsync("cache");
        return app;
    }

    private static async Task<string> PasswordAsync(DistributedApplication app) =>
        RedisAddress.Parse((await app.GetConnectionStringAsync("cache", TestApp.Deadline))!).Password!;

    private static async Task<string> AskAsync(DistributedApplication app, string? password, string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", app.GetEndpoint("cache").Port, TestApp.Deadline);
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
        using var reader = new StreamReader(client.GetStream());
        if (password is not null)
        {
            await writer.WriteLineAsync($"AUTH {password}");
            Assert.Equal("+OK", await reader.ReadLineAsync(TestApp.Deadline));
        }

        await writer.WriteLineAsync(command);
        await writer.WriteLineAsync("QUIT");
        return await reader.ReadToEndAsync(TestApp.Deadline);
    }
}
