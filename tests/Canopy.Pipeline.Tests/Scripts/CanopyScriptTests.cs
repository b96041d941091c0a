using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Scripts;

/// <summary>The script that people start.</summary>
public sealed class CanopyScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CanopyScriptTests() => _folder.WriteProgram("bin/dotnet", $"#!/bin/sh\nprintf '%s\\n' \"$*\" >>'{_folder.PathOf("calls")}'\n");

    private string[] Calls => File.Exists(_folder.PathOf("calls")) ? File.ReadAllLines(_folder.PathOf("calls")) : [];

    [Fact]
    public async Task Script_ThroughALinkToALink_IsTheSame()
    {
        File.CreateSymbolicLink(_folder.PathOf("one"), Repository.PathOf("canopy"));
        File.CreateSymbolicLink(_folder.PathOf("two"), _folder.PathOf("one"));

        Outcome linked = await RunAsync(_folder.PathOf("two"), "help");

        Assert.Equal(await RunAsync(Repository.PathOf("canopy"), "help"), linked);
        Assert.Equal(0, linked.ExitCode);
    }

    [Fact]
    public async Task Train_BuiltAfterTheLastChange_BuildsNothing()
    {
        WriteSources();
        _folder.Write("Canopy.CommandLine/bin/Release/net10.0/Canopy.CommandLine.dll", "");
        File.SetLastWriteTimeUtc(_folder.PathOf("Canopy.CommandLine/Program.cs"), DateTime.UnixEpoch);

        await RunAsync(_folder.PathOf("canopy"), "train");

        Assert.Equal([$"{_folder.PathOf("Canopy.CommandLine/bin/Release/net10.0/Canopy.CommandLine.dll")} train"], Calls);
    }

    [Fact]
    public async Task Train_SourceChangedSince_IsBuiltFirst()
    {
        WriteSources();
        _folder.Write("Canopy.CommandLine/bin/Release/net10.0/Canopy.CommandLine.dll", "");
        File.SetLastWriteTimeUtc(_folder.PathOf("Canopy.CommandLine/bin/Release/net10.0/Canopy.CommandLine.dll"), DateTime.UnixEpoch);

        await RunAsync(_folder.PathOf("canopy"), "train");

        Assert.Equal(["restore", "build"], Calls[..2].Select(call => call.Split(' ')[0]));
        Assert.EndsWith(" train", Calls[2], StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void WriteSources()
    {
        foreach (string file in Directory.GetFiles(Repository.PathOf("eng"), "*.sh").Append(Repository.PathOf("canopy")))
        {
            _folder.WriteProgram(Path.GetRelativePath(Repository.PathOf("."), file), File.ReadAllText(file));
        }

        foreach (string file in (string[])["Canopy.CommandLine/Program.cs", "Canopy.CasCor/Trainer.cs", "Canopy.Access/Tokens.cs", "Directory.Build.props", "global.json", "eng/images.props"])
        {
            _folder.Write(file, "");
            File.SetLastWriteTimeUtc(_folder.PathOf(file), DateTime.UnixEpoch);
        }

        File.SetLastWriteTimeUtc(_folder.PathOf("Canopy.CommandLine/Program.cs"), DateTime.UtcNow);
        foreach (string folder in (string[])["Canopy.CommandLine", "Canopy.CasCor", "Canopy.Access"])
        {
            Directory.SetLastWriteTimeUtc(_folder.PathOf(folder), DateTime.UnixEpoch);
        }
    }

    private Task<Outcome> RunAsync(string script, params string[] arguments) => Command.RunAsync(
        "bash", [script, .. arguments], environment: new Dictionary<string, string> { ["PATH"] = $"{_folder.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}" });
}
