using System.CommandLine;
using Canopy.Aspirate.Compose;
using Canopy.Aspirate.Genuine;
using Canopy.Aspirate.Kustomize;
using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Commands;

/// <summary>The command line: <c>generate</c> and <c>post-process</c>.</summary>
internal static class AspirateCommand
{
    private const int Failed = 1;

    public static RootCommand Create()
    {
        var options = new GenerateArguments();
        var generate = new Command("generate", "Write the files that deploy the application of a manifest.");
        foreach (var option in options.All)
        {
            generate.Options.Add(option);
        }

        generate.SetAction(arguments => Guarded(() => Generate(options, arguments)));

        var manifest = GenerateArguments.ManifestOption();
        var output = GenerateArguments.OutputPathOption();
        var postProcess = new Command("post-process", "Mend a tree that Aspirate wrote: 'from-secret' in the place of secrets, ports as the manifest has them.") { manifest, output };
        postProcess.SetAction(arguments => Guarded(() => PostProcess(arguments.GetValue(manifest)!, arguments.GetValue(output)!)));
        return new RootCommand("Deployment files from an Aspire manifest.") { generate, postProcess };
    }

    private static void Generate(GenerateArguments options, ParseResult arguments)
    {
        var manifest = ManifestReader.ReadFile(options.ManifestPath(arguments));
        var settings = AspirateSettings.Read(manifest.Folder!);
        var output = options.WantsCompose(arguments)
            ? ComposeGenerator.Generate(manifest, options.ForCompose(arguments, settings))
            : KustomizeGenerator.Generate(manifest, options.ForKustomize(arguments, settings));
        foreach (var warning in output.Warnings)
        {
            Console.Error.WriteLine($"warning: {warning}");
        }

        var folder = Path.GetFullPath(options.OutputPath(arguments));
        output.WriteTo(folder);
        Console.WriteLine($"{output.Files.Count} files written to {folder}");
    }

    private static void PostProcess(string manifestPath, string folder)
    {
        var done = PostProcessing.Apply(ManifestReader.ReadFile(manifestPath), Path.GetFullPath(folder));
        Console.WriteLine(done.Count == 0 ? "no secrets" : $"from a secret: {string.Join(", ", done)}");
    }

    /// <summary>What the user can put right is said in one line each.</summary>
    private static int Guarded(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (ManifestException e)
        {
            foreach (var problem in e.Problems)
            {
                Console.Error.WriteLine($"error: {problem}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"error: {e.Message}");
        }

        return Failed;
    }
}
