using System.Net;
using System.Net.Sockets;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Startup;

/// <summary>What its user can put right is said in one line each, nothing is started, and the exit code is not 0.</summary>
public sealed class StartupProblemTests
{
    [Fact]
    public async Task PortInUse_NamesPortAndHolder()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        var (exitCode, lines) = await RunAsync("--DcpPublisher:RandomizePorts=false", $"--with:port={port}");

        Assert.Equal(1, exitCode);
        var line = Assert.Single(lines, l => l.StartsWith("second", StringComparison.Ordinal));
        Assert.StartsWith($"second: port {port} is already in use by ", line, StringComparison.Ordinal);
        Assert.Contains($"(pid {System.Environment.ProcessId})", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommandMissing_IsNamed()
    {
        var (exitCode, lines) = await RunAsync("--with:missing-command=1");

        Assert.Equal(1, exitCode);
        Assert.Equal("ghost: the command `no-such-command` was not found. Install it, or put it on the PATH.", Assert.Single(lines));
    }

    [Fact]
    public async Task ProjectNotBuilt_SaysHowToBuildIt()
    {
        var folder = Directory.CreateTempSubdirectory("canopy-unbuilt-");
        var project = Path.Combine(folder.FullName, "Unbuilt.csproj");
        await File.WriteAllTextAsync(project, "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />", TestApp.Deadline);

        var (exitCode, lines) = await RunAsync($"--with:unbuilt={project}");

        folder.Delete(recursive: true);
        Assert.Equal(1, exitCode);
        Assert.StartsWith("unbuilt: Unbuilt.csproj is not built. Run `dotnet build ", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ParameterMissing_NamesItAndHowToSetIt()
    {
        var (exitCode, lines) = await RunAsync("--with:parameter=1");

        Assert.Equal(1, exitCode);
        Assert.Equal(
            "Parameter 'api-key' has no value. Set it with `dotnet user-secrets set \"Parameters:api-key\" VALUE` in the AppHost's folder, or the environment variable Parameters__api_key.",
            Assert.Single(lines));
    }

    [Fact]
    public async Task SeveralProblems_AllAreNamedAtOnce()
    {
        var (exitCode, lines) = await RunAsync("--with:missing-command=1", "--with:parameter=1");

        Assert.Equal(1, exitCode);
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public async Task RedisMissing_SaysWhatToInstall()
    {
        // A machine with nothing but what a program needs to start.
        var bare = Directory.CreateTempSubdirectory("canopy-path-");
        foreach (var command in (string[])["sh", "setsid", "setpriv"])
        {
            if (Processes.CommandFinder.Find(command) is { } path)
            {
                File.CreateSymbolicLink(Path.Combine(bare.FullName, command), path);
            }
        }

        await using var host = HostProcess.Start(new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = bare.FullName }, "--with:redis=1");
        var exitCode = await host.UntilExitAsync();

        bare.Delete(recursive: true);
        Assert.Equal(1, exitCode);
        Assert.Contains("apt-get install redis-server", Assert.Single(host.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DescriptionWrong_OneLineAndNoCoreDump()
    {
        var (exitCode, lines) = await RunAsync("--with:twice=1");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("Cannot add resource of type 'Aspire.Hosting.ApplicationModel.ProjectResource' with name 'first'", Assert.Single(lines), StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, IReadOnlyList<string> Lines)> RunAsync(params string[] args)
    {
        await using var host = HostProcess.Start(args: args);
        var exitCode = await host.UntilExitAsync();
        await Wait.UntilAsync(() => host.Lines.Count > 0, "the host has said something");
        return (exitCode, host.Lines);
    }
}
