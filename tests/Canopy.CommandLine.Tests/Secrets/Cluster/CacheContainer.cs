using System.Diagnostics;
using Canopy.Testing;

namespace Canopy.CommandLine.Tests.Secrets.Cluster;

/// <summary>The cache's container: a real redis-server, started by its entrypoint in a folder that stands for the container's.</summary>
internal sealed class CacheContainer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("canopy-cache-");
    private readonly int _port = FreePort.Next();
    private readonly SemaphoreSlim _isUp = new(1, 1);
    private IReadOnlyDictionary<string, string> _environment = new Dictionary<string, string>();
    private Process? _server;

    public CacheContainer()
    {
        Directory.CreateDirectory(At("bin"));
        Directory.CreateDirectory(At("data"));

        // In a container it is the only Redis; here it has a port of its own.
        Write("bin/redis-cli", $"#!/bin/sh\nexec {Where("redis-cli")} -p {_port} \"$@\"\n");
        Write("redis.conf", $"port {_port}\nbind 127.0.0.1\ndir {At("data")}\nappendonly yes\nsave \"\"\nmaxmemory 400mb\nmaxmemory-policy noeviction\n");
        Write("start.sh", Local(File.ReadAllText(Path.Combine(Programs.Root, "deploy", "components", "cache", "start.sh"))));
    }

    /// <summary>Whether there is a Redis to start.</summary>
    public static bool CanRun => Where("redis-server") is not null && Where("redis-cli") is not null;

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>(Re)starts the server with an environment, as the kubelet does it with the Secret of that moment.</summary>
    public async Task StartAsync(IReadOnlyDictionary<string, string> environment)
    {
        // Who is asked in the middle of a restart is away, which is not the same as saying no.
        await _isUp.WaitAsync();
        try
        {
            Stop();
            _environment = environment;
            _server = Start(["/bin/sh", At("start.sh")]);
            _ = _server.StandardOutput.ReadToEndAsync();
            Starts++;
            await Until.TrueAsync(async () => (await AskAsync("PING")).Contains("NOAUTH", StringComparison.Ordinal), "redis-server answers");
        }
        finally
        {
            _isUp.Release();
        }
    }

    /// <summary>A command inside the container.</summary>
    public Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..].Select(Local))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        if (command[0] == "redis-cli")
        {
            // By a shell: the file was written a moment ago, and a process about to be started may still have it open.
            start.FileName = "/bin/sh";
            start.ArgumentList.Insert(0, At("bin/redis-cli"));
        }

        start.Environment["PATH"] = $"{At("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Whether a new client with the password is let in, now.</summary>
    public async Task<bool> AcceptsAsync(string password)
    {
        await _isUp.WaitAsync();
        try
        {
            return (await AskAsync($"AUTH {password}\nPING")).Contains("PONG", StringComparison.Ordinal);
        }
        finally
        {
            _isUp.Release();
        }
    }

    public void Dispose()
    {
        Stop();
        _isUp.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string? Where(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private async Task<string> AskAsync(string commands)
    {
        using var client = Start(["redis-cli", "--no-auth-warning"]);
        await client.StandardInput.WriteAsync(commands + "\n");
        client.StandardInput.Close();
        return await client.StandardOutput.ReadToEndAsync();
    }

    private void Stop()
    {
        _server?.Kill(entireProcessTree: true);
        _server?.WaitForExit();
        _server?.Dispose();
        _server = null;
    }

    private string Local(string text)
        => text.Replace("/etc/canopy/redis.conf", At("redis.conf"), StringComparison.Ordinal).Replace("/tmp/probe", At("probe"), StringComparison.Ordinal)
            .Replace("/tmp/users", At("users"), StringComparison.Ordinal);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        File.SetUnixFileMode(At(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
