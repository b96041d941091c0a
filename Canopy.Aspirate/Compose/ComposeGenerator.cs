using System.Text;
using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Compose;

/// <summary>Writes a Compose file and an example of its <c>.env</c> for a manifest; format: https://github.com/compose-spec/compose-spec.</summary>
public static class ComposeGenerator
{
    /// <summary>Makes the files; nothing is written.</summary>
    /// <exception cref="ManifestException">The manifest refers to something it does not have.</exception>
    public static Output Generate(Manifest manifest, ComposeOptions options)
    {
        List<string> warnings =
        [
            .. manifest.Resources.Where(r => !r.IsWorkload && !r.IsValue)
                .Select(r => $"resources.{r.Name}: is skipped; its type {r.Type} has no place in a Compose file."),
        ];
        var variables = new ComposeVariables();
        var services = new ComposeServices(manifest, options, new ComposeValues(manifest, variables, warnings), variables, new Dependencies(manifest), warnings);
        var text = new StringBuilder("# Generated from the application's model by ./canopy generate. Change the model, and generate again.\n");
        text.Append($"name: {options.ProjectName}\n\nservices:\n");
        var workloads = manifest.Resources.Where(r => r.IsWorkload).ToArray();
        foreach (var resource in workloads)
        {
            services.Append(text, resource);
        }

        var volumes = workloads.SelectMany(r => r.Volumes).Select(v => ResourceNames.Label(v.Source)).Distinct(StringComparer.Ordinal).ToArray();
        if (volumes.Length > 0)
        {
            text.Append("\nvolumes:\n").AppendJoin(string.Empty, volumes.Select(v => $"  {Yaml.Scalar(v)}: {{}}\n"));
        }

        return new([new("compose.yaml", text.ToString()), new(".env.example", variables.Example()), .. services.Files], [.. warnings.Distinct(StringComparer.Ordinal)]);
    }
}
