namespace Canopy.Hosting.Tests.Builds;

/// <summary>The set-up command asks for Aspire's packages once, and says which build results.</summary>
public sealed class SetupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("canopy-setup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Setup_PackagesRefused_SaysBuiltinAndDoesNotAskAgain()
    {
        var first = await SetUpAsync(fetches: "exit 1");
        var second = await SetUpAsync(fetches: "exit 1");

        Assert.Contains("hosting: builtin (Canopy.Hosting)", first, StringComparison.Ordinal);
        Assert.Contains("hosting: builtin (Canopy.Hosting)", second, StringComparison.Ordinal);
        Assert.Contains("delete artifacts/hosting/refused-1.2.3", second, StringComparison.Ordinal);
        Assert.Equal(1, Asked());
    }

    [Fact]
    public async Task Setup_PackagesFetched_SaysPackages()
    {
        var output = await SetUpAsync(fetches: "touch fetched");

        Assert.Contains("hosting: packages (Aspire 1.2.3)", output, StringComparison.Ordinal);
        Assert.Equal(["aside", "aside", "cache"], await File.ReadAllLinesAsync(Path.Combine(_folder, "asked"), Support.TestApp.Deadline));
        Assert.False(Directory.Exists(Path.Combine(_folder, "artifacts/hosting/packages")));
    }

    [Fact]
    public async Task Setup_UserHasChosen_AsksForNothing()
    {
        var output = await SetUpAsync(fetches: "exit 1", ("CanopyHosting", "builtin"));

        Assert.Contains("hosting: builtin (Canopy.Hosting)", output, StringComparison.Ordinal);
        Assert.Equal(0, Asked());
    }

    private int Asked() => File.Exists(Path.Combine(_folder, "asked")) ? File.ReadAllLines(Path.Combine(_folder, "asked")).Length : 0;

    /// <summary>With a dotnet that notes where it was to put packages, and then does what <paramref name="fetches"/> says.</summary>
    private async Task<string> SetUpAsync(string fetches, params (string Name, string Value)[] environment)
    {
        var dotnet = Path.Combine(_folder, "dotnet");
        await File.WriteAllTextAsync(dotnet, $$"""
            #!/bin/sh
            case "$*" in
              *Build.props*AspireVersion) echo 1.2.3 ;;
              *Build.props*CanopyHosting) if [ -e fetched ]; then echo packages; else echo builtin; fi ;;
              *)
                case "$NUGET_PACKAGES" in */artifacts/*) echo aside >>asked ;; *) echo cache >>asked ;; esac
                {{fetches}} ;;
            esac
            """, Support.TestApp.Deadline);
        File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        var eng = Path.Combine(Repository.Own.Folder, "eng");
        var (code, output) = await new Repository(_folder).RunAsync(
            "bash",
            ["-euo", "pipefail", "-c", $". '{eng}/say.sh'; . '{eng}/hosting.sh'; choose_hosting"],
            new(environment.Select(e => KeyValuePair.Create(e.Name, e.Value))) { ["PATH"] = $"{_folder}:{System.Environment.GetEnvironmentVariable("PATH")}" });
        Assert.True(code == 0, output);
        return output;
    }
}
