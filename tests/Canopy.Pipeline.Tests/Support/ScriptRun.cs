namespace Canopy.Pipeline.Tests.Support;

/// <summary>
/// Runs a script of eng/pipeline, as it is, in a small repository of its own, with stand-ins for the programs that talk to
/// the outside in front of the PATH.
/// </summary>
internal sealed class ScriptRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public ScriptRun()
    {
        foreach (string file in Directory.GetFiles(Repository.PathOf("eng/pipeline")).Append(Repository.PathOf("eng/say.sh")))
        {
            _folder.WriteProgram(Path.GetRelativePath(Repository.PathOf("."), file), File.ReadAllText(file));
        }

        Directory.CreateDirectory(_folder.PathOf("bin"));
        _environment["PATH"] = _folder.PathOf("bin") + ":" + Environment.GetEnvironmentVariable("PATH");
    }

    public TemporaryFolder Folder => _folder;

    /// <summary>Sets a variable of the script's environment.</summary>
    public ScriptRun Set(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    /// <summary>A program of this name that is the given shell script; its calls go to the file NAME.calls, one a line.</summary>
    public ScriptRun StandIn(string name, string script)
    {
        _folder.WriteProgram($"bin/{name}", $"#!/usr/bin/env bash\nprintf '%s\\n' \"$*\" >>'{_folder.PathOf(name + ".calls")}'\n{script}\n");
        return this;
    }

    /// <summary>What the program of this name was called with.</summary>
    public string[] Calls(string name) => File.Exists(_folder.PathOf(name + ".calls")) ? File.ReadAllLines(_folder.PathOf(name + ".calls")) : [];

    // By bash, not by itself: a program cannot be started while another process, about to be started, still has it open to write.
    public Task<Outcome> RunAsync(string script, params string[] arguments) =>
        Command.RunAsync("bash", [_folder.PathOf($"eng/pipeline/{script}"), .. arguments], _folder.Path, environment: _environment);

    public async Task GitAsync(params string[] arguments)
    {
        Outcome git = await Command.RunAsync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", .. arguments], _folder.Path, environment: _environment);
        Assert.True(git.ExitCode == 0, git.All);
    }

    public void Dispose() => _folder.Dispose();
}
