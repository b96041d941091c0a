using System.Diagnostics;
using System.Text;
using Canopy.Testing;

namespace Canopy.CommandLine.Tests;

/// <summary>The real program in a folder of its own, as a person starts it.</summary>
internal sealed class CanopyProgram : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("canopy-cli-");

    /// <summary>A path in the program's folder.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>What it has beside this process's environment.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Files => [.. _folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(f => f.Name).Order(StringComparer.Ordinal)];

    public void Write(string name, params string[] lines) => File.WriteAllLines(this[name], lines);

    public byte[] Read(string name) => File.ReadAllBytes(this[name]);

    /// <summary>Runs it to its end.</summary>
    public async Task<ProgramEnd> RunAsync(params string[] arguments)
    {
        using var running = Start(arguments);
        return await running.EndAsync();
    }

    /// <summary>Runs it to its end with a text on standard input.</summary>
    public async Task<ProgramEnd> RunWithInputAsync(string input, params string[] arguments)
    {
        using var running = Start(arguments);
        await running.InputAsync(input);
        return await running.EndAsync();
    }

    /// <summary>Runs it to its end, which must be a success.</summary>
    public async Task<ProgramEnd> SucceedAsync(params string[] arguments)
    {
        var end = await RunAsync(arguments);
        Assert.True(end.ExitCode == 0, $"canopy {string.Join(' ', arguments)} ended with {end.ExitCode}: {end.Error}");
        return end;
    }

    public RunningProgram Start(params string[] arguments)
    {
        // A test run that was started in the background hands on that SIGINT is ignored; a terminal would not.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Programs.CommandLine, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return new RunningProgram(Process.Start(start)!);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>How the program ended and what it said.</summary>
internal sealed record ProgramEnd(int ExitCode, string Output, string Error)
{
    /// <summary>The value of a line <c>name: value</c> of standard output.</summary>
    public string this[string name] => Output.Split('\n').Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];

    /// <summary>Lines of standard error.</summary>
    public string[] Errors => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The program while it runs.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Task<string> _output;
    private readonly Task _errorEnd;

    public RunningProgram(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errorEnd = Task.Run(ReadErrorAsync);
    }

    public int Id => _process.Id;

    private string Error
    {
        get
        {
            lock (_error)
            {
                return _error.ToString();
            }
        }
    }

    /// <summary>All of standard input.</summary>
    public async Task InputAsync(string text)
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(text));
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading.
        }
    }

    /// <summary>Waits until standard error has the text.</summary>
    public Task UntilErrorAsync(string text) => Until.TrueAsync(
        () => _process.HasExited && !Error.Contains(text, StringComparison.Ordinal)
            ? throw new InvalidOperationException($"It ended first: {Error}")
            : Task.FromResult(Error.Contains(text, StringComparison.Ordinal)),
        $"the program says '{text}'");

    /// <summary>Sends a signal: INT or TERM.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<ProgramEnd> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Until.Limit);
        await _errorEnd;
        return new ProgramEnd(_process.ExitCode, await _output, Error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task ReadErrorAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_error)
            {
                _error.Append(line).Append('\n');
            }
        }
    }
}
