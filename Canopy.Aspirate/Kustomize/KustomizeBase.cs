using Canopy.Aspirate.Genuine;
using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Kustomize;

/// <summary>The kustomize base of an AppHost: by the genuine Aspirate where one runs, else by our writer, with the same bytes.</summary>
public static class KustomizeBase
{
    /// <summary>The setting that chooses who writes: <c>aspirate</c>, <c>builtin</c>, or whoever can.</summary>
    public const string GeneratorKey = "CANOPY_GENERATOR";

    private const string Aspirate = "aspirate";
    private const string Builtin = "builtin";

    /// <summary>Writes the base in the place of the one that was there, when all of it is written.</summary>
    /// <param name="manifestPath">The manifest.</param>
    /// <param name="appHost">Folder of the AppHost.</param>
    /// <param name="options">How it is to look. No secret comes in, even when one is given.</param>
    /// <param name="generator">Value of <see cref="GeneratorKey"/>.</param>
    /// <param name="folder">Folder of the base.</param>
    /// <param name="say">Takes what the user should know.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="ManifestException">The manifest or the options are wrong, or the generator that is asked for is not here.</exception>
    public static async Task WriteAsync(
        string manifestPath, string appHost, KustomizeOptions options, string? generator, string folder, Action<string> say, CancellationToken stop)
    {
        var tool = generator switch
        {
            Builtin => null,
            null or "" or Aspirate => await InstalledAspirate.FindAsync(Path.Combine(appHost, "..", "eng", "aspirate"), say, stop),
            _ => throw new ManifestException(GeneratorKey, $"'{generator}' is not one of {Aspirate}, {Builtin}."),
        };
        if (tool is null && generator is Aspirate)
        {
            throw new ManifestException(GeneratorKey, "aspirate is not installed; run: dotnet tool restore --tool-manifest eng/aspirate/dotnet-tools.json");
        }

        using var stage = new StagedFolder(folder);
        var manifest = ManifestReader.ReadFile(manifestPath);
        if (tool is null)
        {
            say($"generator: {Builtin} (Canopy.Aspirate); aspirate is not installed or not wanted");
            var output = KustomizeGenerator.Generate(manifest, options with { DisableSecrets = false });
            foreach (var warning in output.Warnings)
            {
                say($"warning: {warning}");
            }

            output.WriteTo(stage.Path);
        }
        else
        {
            say($"generator: aspirate {tool.Version}, the genuine tool");
            await tool.GenerateAsync(manifestPath, appHost, options, stage.Path, stop);
            PostProcessing.Apply(manifest, stage.Path);
        }

        stage.ReplaceFolder();
    }
}
