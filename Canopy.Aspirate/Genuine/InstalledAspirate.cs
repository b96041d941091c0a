using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Canopy.Aspirate.Kustomize;
using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Values;

namespace Canopy.Aspirate.Genuine;

/// <summary>The genuine Aspirate of this machine, where there is one that runs.</summary>
/// <param name="command">The program, and the arguments that come before the tool's own.</param>
/// <param name="folder">Where it is run.</param>
internal sealed class InstalledAspirate(string[] command, string folder)
{
    /// <summary>What it calls itself.</summary>
    public string Version { get; private set; } = string.Empty;

    /// <summary>Looks on the PATH, then in a folder with a tool manifest. One that is there and does not run is said, and passed over.</summary>
    public static async Task<InstalledAspirate?> FindAsync(string toolManifestFolder, Action<string> say, CancellationToken stop)
    {
        var onPath = new InstalledAspirate(["aspirate"], Path.GetTempPath());
        switch (await onPath.RunAsync(["--version"], stop))
        {
            case { Code: 0 } run:
                onPath.Version = VersionIn(run);
                return onPath;
            case { } run:
                say($"aspirate is on the PATH but does not run: {run.Problem}");
                break;
            default:
                break;
        }

        // Not restored is nothing to speak of.
        var restored = new InstalledAspirate(["dotnet", "tool", "run", "aspirate"], toolManifestFolder);
        if (Directory.Exists(toolManifestFolder) && await restored.RunAsync(["--version"], stop) is { Code: 0 } version)
        {
            restored.Version = VersionIn(version);
            return restored;
        }

        return null;
    }

    /// <summary>Has it write its kustomize files. Where they would hold secrets, they hold <c>from-secret</c>.</summary>
    /// <exception cref="ManifestException">It fails; the message has its last words.</exception>
    public async Task GenerateAsync(string manifestPath, string projectPath, KustomizeOptions options, string outputPath, CancellationToken stop)
    {
        // It takes relative paths from the folder where it is run, which for a restored tool is the tool manifest's.
        var manifest = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.json");
        await File.WriteAllTextAsync(manifest, WithFullPaths(manifestPath), stop);
        try
        {
            var run = await RunAsync([.. Arguments(ManifestReader.ReadFile(manifestPath), options), "--project-path", projectPath, "--aspire-manifest", manifest, "--output-path", outputPath], stop);
            if (run is not { Code: 0 })
            {
                throw new ManifestException("aspirate", $"{Version} failed with code {run?.Code}: {run?.LastWords}; CANOPY_GENERATOR=builtin does without it.");
            }
        }
        finally
        {
            File.Delete(manifest);
        }
    }

    // Secrets are off, because with them on it leaves out a file that kustomize needs. State is off, because it keeps values in plain text.
    private static IEnumerable<string> Arguments(Manifest manifest, KustomizeOptions options)
    {
        string[] always = ["generate", "--non-interactive", "--skip-build", "--disable-secrets", "--disable-state"];
        return
        [
            .. always,
            "--image-pull-policy", options.ImagePullPolicy,
            "--include-dashboard", options.IncludeDashboard ? "true" : "false",
            "--container-image-tag", options.ContainerImageTag,
            .. Given("--container-registry", options.ContainerRegistry),
            .. Given("--container-repository-prefix", options.ContainerRepositoryPrefix),
            .. Given("--namespace", options.Namespace),
            .. options.Parameters.Where(p => !IsSecret(manifest, p)).Concat(manifest.Resources.Where(r => r.Input is { Secret: true }).Select(r => $"{r.Name}={ParameterValues.FromSecret}"))
                .SelectMany(p => Given("--parameter", p)),
        ];
    }

    private static IEnumerable<string> Given(string option, string? value) => value is null ? [] : [option, value];

    private static bool IsSecret(Manifest manifest, string parameter) => manifest.Find(parameter.Split('=')[0])?.Input is { Secret: true };

    private static string WithFullPaths(string manifestPath)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(manifestPath))!;
        var manifest = JsonNode.Parse(File.ReadAllText(manifestPath))!;
        foreach (var (_, resource) in manifest["resources"]!.AsObject())
        {
            if (resource?["path"] is { } path)
            {
                resource["path"] = Path.GetFullPath(Path.Combine(folder, path.GetValue<string>()));
            }
        }

        return manifest.ToJsonString();
    }

    private static string VersionIn(Result run) => run.Lines.LastOrDefault(string.Empty).Split('+')[0];

    /// <summary>Null when there is no such program.</summary>
    private async Task<Result?> RunAsync(IEnumerable<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // It was built for .NET 9; a machine that has .NET 10 alone runs it all the same.
            Environment = { ["DOTNET_ROLL_FORWARD"] = "Major", ["ASPIRATE_NO_LOGO"] = "1" },
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(stop);
            var error = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return new(process.ExitCode, $"{await output}\n{await error}");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private sealed record Result(int Code, string Text)
    {
        public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        public string Problem => Lines.FirstOrDefault($"it ended with code {Code}.");

        public string LastWords => Lines.LastOrDefault("it said nothing");
    }
}
