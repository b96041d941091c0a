using System.CommandLine;
using Canopy.Aspirate.Compose;
using Canopy.Aspirate.Kustomize;
using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Commands;

/// <summary>The command line: <c>generate</c>, <c>seal</c> and <c>secrets</c>.</summary>
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
        var seal = new Command("seal", "Put 'from-secret' in the place of each secret in a tree that a generator wrote.") { manifest, output };
        seal.SetAction(arguments => Guarded(() => Seal(arguments.GetValue(manifest)!, arguments.GetValue(output)!)));

        var secrets = new Command("secrets", "Name the secrets that a deployment must be given, one in a line.") { manifest };
        secrets.SetAction(arguments => Guarded(() => NameSecrets(arguments.GetValue(manifest)!)));
        return new RootCommand("Deployment files from an Aspire manifest.") { generate, seal, secrets };
    }

    private static void Generate(GenerateArguments options, ParseResult arguments)
    {
        var manifest = ManifestReader.ReadFile(options.ManifestPath(arguments));
        var output = options.WantsCompose(arguments)
            ? ComposeGenerator.Generate(manifest, options.ForCompose(arguments))
            : KustomizeGenerator.Generate(manifest, options.ForKustomize(arguments));
        foreach (var warning in output.Warnings)
        {
            Console.Error.WriteLine($"warning: {warning}");
        }

        var folder = Path.GetFullPath(options.OutputPath(arguments));
        output.WriteTo(folder);
        Console.WriteLine($"{output.Files.Count} files written to {folder}");
    }

    private static void Seal(string manifestPath, string folder)
    {
        var done = ConfigMapSeal.Apply(ManifestReader.ReadFile(manifestPath), Path.GetFullPath(folder));
        Console.WriteLine(done.Count == 0 ? "no secrets" : $"from a secret: {string.Join(", ", done)}");
    }

    private static void NameSecrets(string manifestPath)
    {
        foreach (var parameter in ManifestReader.ReadFile(manifestPath).Resources.Where(r => r.Input is { Secret: true, Generated: false, Default: null }))
        {
            Console.WriteLine(parameter.Name);
        }
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
