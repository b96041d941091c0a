using System.Net;
using System.Net.Sockets;
using Canopy.AppHost.Tests.Support;
using Canopy.Testing;

namespace Canopy.AppHost.Tests.Lifetime;

/// <summary>A start that cannot succeed is said in one line, with an exit code that a script sees.</summary>
public sealed class FailedStartTests : IDisposable
{
    private readonly string _tools = Directory.CreateTempSubdirectory("canopy-apphost-").FullName;

    [Fact]
    public async Task CacheSetting_Unknown_NamesWhatItCanBe()
    {
        using var host = AppHostProcess.Start(("CANOPY_CACHE", "proces"));

        await ExpectAsync(host, "canopy: CANOPY_CACHE is 'proces'; it can be 'process', 'container' or a connection string such as 'localhost:6379,password=…'.");
    }

    [Fact]
    public async Task Process_NoServerOnThePath_SaysWhatToInstall()
    {
        AddTool("dotnet", $"exec '{Command.Find("dotnet")}' \"$@\"");
        using var host = AppHostProcess.Start(("PATH", _tools));

        await ExpectAsync(host, "canopy: CANOPY_CACHE is 'process', and neither redis-server nor valkey-server is on the PATH. Install one (`apt-get install redis-server`), or set CANOPY_CACHE to 'container' or to a connection string.");
    }

    [Fact]
    public async Task Container_NoEngineWorks_SaysWhatEachEngineSays()
    {
        AddTool("docker", "echo 'Cannot connect to the daemon.' >&2; exit 1");
        AddTool("podman", "exit 125");
        using var host = AppHostProcess.Start(("CANOPY_CACHE", "container"), ("PATH", $"{_tools}:{Environment.GetEnvironmentVariable("PATH")}"));

        await ExpectAsync(host, "canopy: cache would be a container, and no container engine works: docker says: Cannot connect to the daemon.; podman says: exit code 125. "
            + "Install Redis (`apt-get install redis-server`), start an engine, or give the connection string of a Redis in CANOPY_CACHE.");
    }

    [Fact]
    public async Task Port_InUseByAnotherProgram_IsNamed()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var host = AppHostProcess.Start(("ASPNETCORE_URLS", $"http://localhost:{port}"));

        await ExpectAsync(host, $"canopy: port {port}, which the dashboard needs, is in use by another program; end that one.");
    }

    [Fact]
    public async Task Cache_CannotStart_ItsLastWordsAreSaid()
    {
        AddTool("redis-server", "echo 'no room for data' >&2; exit 3");
        using var host = AppHostProcess.Start(("PATH", $"{_tools}:{Environment.GetEnvironmentVariable("PATH")}"), ("CANOPY_CACHE_FOLDER", _tools));

        Assert.Equal(1, await host.UntilExitAsync());
        Assert.Contains("canopy: cache did not start (", host.Output, StringComparison.Ordinal);
        Assert.Contains("no room for data", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContainerEngine_Broken_IsNotNeededForAProcess()
    {
        AddTool("docker", "echo broken >&2; exit 1");
        AddTool("podman", "echo broken >&2; exit 1");
        using var host = AppHostProcess.Start(("PATH", $"{_tools}:{Environment.GetEnvironmentVariable("PATH")}"), ("CANOPY_CACHE", null), ("CANOPY_CACHE_FOLDER", _tools));

        await host.UntilReadyAsync();

        Assert.Equal(0, await host.TerminateAsync());
    }

    public void Dispose() => Directory.Delete(_tools, recursive: true);

    private static async Task ExpectAsync(AppHostProcess host, string line)
    {
        Assert.Equal(1, await host.UntilExitAsync());
        Assert.Equal(line, Assert.Single(host.Output.Split('\n'), l => l.StartsWith("canopy: ", StringComparison.Ordinal) && !l.StartsWith("canopy: in use", StringComparison.Ordinal)));
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
    }

    private void AddTool(string name, string script)
    {
        var path = Path.Combine(_tools, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
