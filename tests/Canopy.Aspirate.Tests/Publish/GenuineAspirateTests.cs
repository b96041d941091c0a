using Canopy.Aspirate.Tests.Support;

namespace Canopy.Aspirate.Tests.Publish;

/// <summary>PUB-03: the genuine Aspirate writes the base where one runs, and the same bytes come of it.</summary>
public sealed class GenuineAspirateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Base_ByTheToolOfThisMachine_IsWhatIsCommitted()
    {
        var run = await AppHost.RunAsync("aspirate", path: null, Args);

        Assert.SkipWhen(run.Error.Contains("aspirate is not installed", StringComparison.Ordinal), "aspirate is not installed");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Committed.AssertEqual(_folder.File("out"), "aspirate-output");
    }

    [Fact]
    public async Task Base_ByAStandInWithItsDefects_IsWhatIsCommitted()
    {
        WriteStandIn();

        var run = await AppHost.RunAsync(generator: null, _folder.File("bin"), Args);

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains("generator: aspirate 9.1.0, the genuine tool\n", run.Output, StringComparison.Ordinal);
        var written = await File.ReadAllTextAsync(_folder.File("written"), TestContext.Current.CancellationToken);
        Assert.Contains("REDIS_PASSWORD=s3cr3t&amp;", written, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS=http://+:8080;", written, StringComparison.Ordinal);
        Committed.AssertEqual(_folder.File("out"), "aspirate-output");
    }

    [Fact]
    public async Task Tool_OnThePathThatDoesNotRun_IsSaidAndPassedOver()
    {
        WriteProgram("echo 'You must install or update .NET to run this application.'; exit 150");

        var run = await AppHost.RunAsync(generator: null, _folder.File("bin"), Args);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("aspirate is on the PATH but does not run: You must install or update .NET to run this application.\n", run.Output, StringComparison.Ordinal);
        Committed.AssertEqual(_folder.File("out"), "aspirate-output");
    }

    [Fact]
    public async Task Tool_ThatFails_IsNamedWithItsLastWords_AndWhatWasThereStays()
    {
        Directory.CreateDirectory(_folder.File("out/aspirate-output"));
        await File.WriteAllTextAsync(_folder.File("out/aspirate-output/old"), "old", TestContext.Current.CancellationToken);
        WriteProgram("""
            if [ "$1" = --version ]; then echo 9.1.0; exit; fi
            echo 'Cannot obtain values.'
            exit 3
            """);

        var run = await AppHost.RunAsync(generator: null, _folder.File("bin"), Args);

        Assert.Equal(
            (1, "error: Step 'aspirate-output' failed: aspirate: 9.1.0 failed with code 3: Cannot obtain values.; CANOPY_GENERATOR=builtin does without it."),
            (run.ExitCode, run.Error.Trim()));
        Assert.Equal(["aspirate-output/old", "aspire-manifest.json"], Trees.Read(_folder.File("out")).Keys);
    }

    [Fact]
    public async Task Tool_AskedForAndMissing_IsSaidWithHowToGetIt()
    {
        var run = await AppHost.RunAsync("aspirate", path: null, Args);

        Assert.SkipWhen(run.ExitCode == 0, "aspirate is installed");
        Assert.Equal(
            "error: Step 'aspirate-output' failed: CANOPY_GENERATOR: aspirate is not installed; run: dotnet tool restore --tool-manifest eng/aspirate/dotnet-tools.json",
            run.Error.Trim());
    }

    private string[] Args => ["--operation", "publish", "--step", "aspirate-output", "--output-path", _folder.File("out")];

    /// <summary>It takes the options that the genuine tool takes, and writes secrets, escapes and the port as that does.</summary>
    private void WriteStandIn() => WriteProgram($$"""
        if [ "$1" = --version ]; then
          [ "$DOTNET_ROLL_FORWARD" = Major ] || exit 150
          [ -n "$ASPIRATE_NO_LOGO" ] || echo a logo
          echo 9.1.0+abcdef
          exit
        fi
        options=()
        for wanted in --non-interactive --skip-build --disable-secrets --disable-state; do
          [[ " $* " == *" $wanted "* ]] || exit 2
        done
        while (($# > 0)); do
          case $1 in
            --project-path) [ "$2" = '{{AppHost.Folder}}' ] || exit 3; shift ;;
            --aspire-manifest) grep -q '"path":"{{Golden.Repository()}}/Canopy.Web/' "$2" || exit 4; options+=("$1") ;;
            --output-path) output=$2; options+=("$1") ;;
            *) options+=("$1") ;;
          esac
          shift
        done
        dotnet '{{Path.Combine(AppContext.BaseDirectory, "Canopy.Aspirate.dll")}}' "${options[@]}"
        sed -i 's/REDIS_PASSWORD=.*/REDIS_PASSWORD=s3cr3t\&amp;/; s/ASPNETCORE_URLS=.*/ASPNETCORE_URLS=http:\/\/+:8080;/; s/in_memory/in\&#x5F;memory/' "$output"/*/kustomization.yaml
        cat "$output"/*/kustomization.yaml >'{{_folder.File("written")}}'
        """);

    private void WriteProgram(string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Tool.Find("bash") is null, "there is no bash");
        Directory.CreateDirectory(_folder.File("bin"));
        File.WriteAllText(_folder.File("bin/aspirate"), $"#!/usr/bin/env bash\nset -euo pipefail\n{text}\n");
        File.SetUnixFileMode(_folder.File("bin/aspirate"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
