using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Tests.Support;
using Canopy.Aspirate.Values;

namespace Canopy.Aspirate.Tests.Generate;

/// <summary><c>./canopy generate</c> on the true AppHost, after the building.</summary>
public sealed class GenerateTests
{
    private static readonly string[] PlacedTypes = ["container.v0", "project.v0", "parameter.v0", "value.v0"];

    [Fact]
    public async Task Generate_WithOurGenerator_GivesWhatIsCommitted()
    {
        using var folder = new TemporaryFolder();

        var run = await GenerateAsync(folder, "builtin");

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("canopy: generator: builtin (Canopy.Aspirate)", run.Error, StringComparison.Ordinal);
        AssertCommitted(folder);
    }

    [Fact]
    public async Task Generate_WithTheGenuineToolInstalled_UsesItAndTakesItsSecretsOut()
    {
        using var folder = new TemporaryFolder();
        WriteStandIn(folder);

        var run = await GenerateAsync(folder, generator: null, path: folder.File("bin"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("canopy: generator: aspirate 9.1.0, the genuine tool", run.Error, StringComparison.Ordinal);
        Assert.Contains("password&#x3D;s3cr3t", await File.ReadAllTextAsync(folder.File("written"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        AssertCommitted(folder);
    }

    [Fact]
    public async Task Generate_GenuineToolAskedForAndMissing_SaysHowToGetIt()
    {
        using var folder = new TemporaryFolder();
        Assert.SkipWhen(Tool.Find("aspirate") is not null, "aspirate is installed");

        var run = await GenerateAsync(folder, "aspirate");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("canopy: aspirate is not installed; run: dotnet tool restore --tool-manifest eng/aspirate/dotnet-tools.json\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_ResourceThatIsGone_LeavesNoFile()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("aspirate-output/gone"));
        await File.WriteAllTextAsync(folder.File("aspirate-output/gone/service.yaml"), "old", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(folder.File("deploy/components/gone"));
        await File.WriteAllTextAsync(folder.File("deploy/components/gone/service.yaml"), "old", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(folder.File("deploy/cluster"));
        await File.WriteAllTextAsync(folder.File("deploy/cluster/written-by-hand.yaml"), "kept", TestContext.Current.CancellationToken);

        await GenerateAsync(folder, "builtin");

        AssertCommitted(folder);
        Assert.True(File.Exists(folder.File("deploy/cluster/written-by-hand.yaml")));
    }

    /// <summary>PUB-04: what the genuine generator cannot do, or does wrongly, the AppHost does not ask of it.</summary>
    [Fact]
    public async Task Manifest_OfTheAppHost_HasNothingThatAspirateGetsWrong()
    {
        using var folder = new TemporaryFolder();
        await GenerateAsync(folder, "builtin");
        var manifest = ManifestReader.ReadFile(Path.Combine(Golden.Repository(), "Canopy.AppHost", "manifest.json"));
        var secrets = new SecretReferences(manifest);

        Assert.All(manifest.Resources, r => Assert.Contains(r.Type, PlacedTypes));
        var withSecret = manifest.Resources.Where(r => r.IsWorkload).SelectMany(r => r.Env).Where(v => secrets.Contains(v.Value)).ToArray();
        Assert.NotEmpty(withSecret);
        Assert.All(withSecret, v => Assert.Contains(v.Value, (string[])["{cache-password.value}", "{jwt-secret-key.value}", "{canopy-accounts.value}"]));
        Assert.DoesNotContain(manifest.Resources.Where(r => r.IsWorkload).SelectMany(r => r.Args), secrets.Contains);
    }

    [Fact]
    public async Task Committed_Base_IsBuiltByKustomize()
    {
        var objects = await Tool.KustomizeAsync(Path.Combine(Golden.Repository(), "aspirate-output"));

        var kinds = objects.Split('\n').Where(l => l.StartsWith("kind: ", StringComparison.Ordinal)).Select(l => l["kind: ".Length..]).Order(StringComparer.Ordinal);
        Assert.Equal(["ConfigMap", "ConfigMap", "ConfigMap", "Deployment", "Deployment", "Namespace", "Service", "Service", "Service", "StatefulSet"], kinds);
    }

    private static void AssertCommitted(TemporaryFolder folder)
    {
        foreach (var part in (string[])["aspirate-output", "compose", "deploy/components", "deploy/overlays"])
        {
            var committed = Trees.Read(Path.Combine(Golden.Repository(), part));
            var generated = Trees.Read(folder.File(part));
            Assert.True(committed.SequenceEqual(generated), $"{part} is not what the model gives: run ./canopy generate, and commit the result");
        }

        foreach (var file in (string[])["deploy/secrets.json", "deploy/.env.example"])
        {
            Assert.Equal(File.ReadAllText(Path.Combine(Golden.Repository(), file)), File.ReadAllText(folder.File(file)));
        }
    }

    /// <summary>A stand-in for the genuine tool: it takes the same options, and writes secrets and escapes as the genuine one does.</summary>
    private static void WriteStandIn(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder.File("bin"));
        File.WriteAllText(folder.File("bin/aspirate"), $$"""
            #!/usr/bin/env bash
            set -euo pipefail
            if [ "$1" = --version ]; then
              echo 9.1.0
              exit
            fi
            options=()
            while (($# > 0)); do
              case $1 in
                --project-path) [ "$PWD" = "$2" ] || exit 3; shift ;;
                --output-path) output=$2; options+=("$1") ;;
                *) options+=("$1") ;;
              esac
              shift
            done
            dotnet '{{Path.Combine(AppContext.BaseDirectory, "Canopy.Aspirate.dll")}}' "${options[@]}" -pa cache-password=s3cr3t
            sed -i 's/REDIS_PASSWORD=.*/REDIS_PASSWORD=password\&#x3D;s3cr3t/; s/http:/http\&#x3A;/' "$output"/*/kustomization.yaml
            cat "$output"/*/kustomization.yaml >'{{folder.File("written")}}'
            """);
        File.SetUnixFileMode(folder.File("bin/aspirate"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static Task<Tool.Result> GenerateAsync(TemporaryFolder folder, string? generator, string? path = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Tool.Find("bash") is null, "there is no bash");
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        return Tool.RunAsync("bash", start =>
        {
            start.WorkingDirectory = Golden.Repository();
            start.Environment["CANOPY_CONFIGURATION"] = configuration;
            start.Environment["CANOPY_GENERATOR"] = generator;
            start.Environment["PATH"] = $"{path}{Path.PathSeparator}{start.Environment["PATH"]}".TrimStart(Path.PathSeparator);
        }, "-c", "set -euo pipefail; . eng/say.sh; . eng/generate.sh; generate_files \"$1\"", "bash", folder.Path);
    }
}
