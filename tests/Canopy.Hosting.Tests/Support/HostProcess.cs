using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Canopy.Hosting.Processes;

namespace Canopy.Hosting.Tests.Support;

/// <summary>The sample AppHost as a process of its own, as its user would start it, with its output in lines.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly string _dataFolder;

    private HostProcess(Process process, string dataFolder)
    {
        _process = process;
        _dataFolder = dataFolder;
        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public IReadOnlyList<string> Lines => [.. _lines];

    public string Output => string.Join('\n', _lines);

    public static HostProcess Start(IReadOnlyDictionary<string, string>? environment = null, params string[] args) =>
        Start([Path.Combine(AppContext.BaseDirectory, "Sample.AppHost.dll")], environment, args);

    /// <summary>As a developer types it.</summary>
    public static HostProcess StartWithDotnetRun()
    {
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        return Start(["run", "--no-build", "--configuration", configuration, "--project", Projects.Sample_AppHost.ProjectPath, "--"], null, []);
    }

    private static HostProcess Start(string[] program, IReadOnlyDictionary<string, string>? environment, string[] args)
    {
        var data = Directory.CreateTempSubdirectory("canopy-test-").FullName;
        // Found by our own path, whatever path the host is given.
        var dotnet = System.Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? System.Environment.ProcessPath! : CommandFinder.Find("dotnet")!;
        // A test run that was started in the background hands on that SIGINT and SIGHUP are ignored; a terminal would not.
        var start = new ProcessStartInfo(CommandFinder.Find("env")!, ["--default-signal=INT,HUP", dotnet])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] words = [.. program, $"--Canopy:DataFolder={data}", "--DcpPublisher:RandomizePorts=true", .. args];
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new HostProcess(Process.Start(start)!, data);
    }

    public Task UntilLineAsync(string part) =>
        Wait.UntilAsync(() => _process.HasExited || _lines.Any(l => l.Contains(part, StringComparison.Ordinal)), $"the host says '{part}'; it said:\n{Output}");

    public async Task<int> UntilExitAsync(TimeSpan? limit = null)
    {
        await _process.WaitForExitAsync(Wait.Deadline(limit ?? TestApp.Limit));
        return _process.ExitCode;
    }

    /// <summary>Address of a resource, from the line that says it runs.</summary>
    public Uri AddressOf(string resource) => new(Lines
        .Select(l => RunningLine().Match(l))
        .Last(m => m.Success && m.Groups["name"].Value == resource).Groups["url"].Value);

    public void Signal(int number) => Processes.Signals.Send(Id, number);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal(Processes.Signals.Terminate);
            await _process.WaitForExitAsync(Wait.Deadline(TimeSpan.FromSeconds(30)));
        }

        _process.Dispose();
        Directory.Delete(_dataFolder, recursive: true);
    }

    private void Take(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }

    [GeneratedRegex(@"^(?<name>\S+)\s+Running\s+(?<url>\S+)$", RegexOptions.NonBacktracking)]
    private static partial Regex RunningLine();
}
