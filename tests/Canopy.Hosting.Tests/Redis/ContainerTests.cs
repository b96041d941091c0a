using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Redis;

/// <summary>What is asked of docker, by a docker of our own that writes it down.</summary>
public sealed class ContainerTests : IDisposable
{
    private const string Docker = """
        #!/bin/sh
        echo "$*" >> "$FAKE_LOG"
        case $1 in
          info) [ -z "$FAKE_NO_DAEMON" ] ;;
          image) [ -z "$FAKE_NO_IMAGE" ] ;;
          pull) [ -z "$FAKE_NO_PULL" ] ;;
          run) echo "password is $REDIS_PASSWORD" >> "$FAKE_LOG"; exec sleep 600 ;;
        esac
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("canopy-docker-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Redis_DockerRuns_StartsAContainerWithThePasswordInItsEnvironment()
    {
        await using var host = Start(new(StringComparer.Ordinal));

        await Wait.UntilAsync(() => Log.Any(l => l.StartsWith("password is", StringComparison.Ordinal)), "the container runs");
        var run = Assert.Single(Log, l => l.StartsWith("run ", StringComparison.Ordinal));

        Assert.Matches(@"^run --rm --name canopy-cache-\S+ -p 127\.0\.0\.1:\d+:6379 -v sample\.apphost-\w+-cache-data:/data -e REDIS_PASSWORD --entrypoint /bin/sh docker\.io/library/redis:8\.6 -c redis-server --requirepass \$REDIS_PASSWORD --save 60 1$", run);
        Assert.Matches("^password is [A-Za-z0-9]{22}$", Log.Single(l => l.StartsWith("password is", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Redis_ImageMissing_IsPulled()
    {
        await using var host = Start(new(StringComparer.Ordinal) { ["FAKE_NO_IMAGE"] = "1" });

        await Wait.UntilAsync(() => Log.Any(l => l.StartsWith("run ", StringComparison.Ordinal)), "the container runs");

        Assert.Contains("pull docker.io/library/redis:8.6", Log);
    }

    [Theory]
    [InlineData("FAKE_NO_DAEMON")]
    [InlineData("FAKE_NO_PULL")]
    public async Task Redis_DockerIsOfNoUse_TheServerOnThePathIsStarted(string fault)
    {
        Assert.SkipUnless(Processes.CommandFinder.Find("redis-server") is not null, "no Redis on the PATH");
        await using var host = Start(new(StringComparer.Ordinal) { ["FAKE_NO_IMAGE"] = "1", [fault] = "1" });

        await host.UntilLineAsync("Sample is ready");

        Assert.DoesNotContain(Log, l => l.StartsWith("run ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KillMinusNine_RunningContainer_IsRemoved()
    {
        await using var host = Start(new(StringComparer.Ordinal));
        await Wait.UntilAsync(() => Log.Any(l => l.StartsWith("password is", StringComparison.Ordinal)), "the container runs");

        host.Signal(Processes.Signals.Kill);

        await Wait.UntilAsync(() => Log.Any(l => l.StartsWith("rm -f canopy-cache-", StringComparison.Ordinal)), "the container is removed", TimeSpan.FromSeconds(5));
    }

    private string[] Log
    {
        get
        {
            var path = Path.Combine(_folder.FullName, "log");
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
    }

    private HostProcess Start(Dictionary<string, string> environment)
    {
        var docker = Path.Combine(_folder.FullName, "docker");
        File.WriteAllText(docker, Docker);
        File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        environment["PATH"] = $"{_folder.FullName}:{System.Environment.GetEnvironmentVariable("PATH")}";
        environment["FAKE_LOG"] = Path.Combine(_folder.FullName, "log");
        return HostProcess.Start(environment, "--with:redis=1");
    }
}
