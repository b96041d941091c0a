using System.Net;
using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Values;

namespace Canopy.Aspirate.Kustomize;

/// <summary>
/// Goes over a tree that Aspirate wrote: secrets become <c>from-secret</c>, projects listen where their binding says, and HTML escapes
/// become text again.
/// </summary>
/// <remarks>
/// Aspirate 9.1.0 writes secrets into ConfigMaps, has every project listen on 8080, where its Service may send elsewhere, and writes some
/// characters as HTML entities, which nothing decodes later.
/// </remarks>
public static class PostProcessing
{
    /// <summary>Changes the files in place.</summary>
    /// <returns>The variables that now have <c>from-secret</c>, each as <c>resource.NAME</c>.</returns>
    /// <exception cref="ManifestException">The tree lacks a workload of the manifest, or a secret stands in a command line.</exception>
    public static IReadOnlyList<string> Apply(Manifest manifest, string folder)
    {
        var secrets = new SecretReferences(manifest);
        List<string> done = [];
        foreach (var resource in manifest.Resources.Where(r => r.IsWorkload))
        {
            if (resource.Args.Any(secrets.Contains))
            {
                throw new ManifestException($"resources.{resource.Name}.args", "hold a secret, which stands there in plain text; hand it over in the environment.");
            }

            var file = Path.Combine(folder, ResourceNames.Label(resource.Name), "kustomization.yaml");
            if (!File.Exists(file))
            {
                throw new ManifestException(file, $"is missing, so this is not the tree of the manifest, which has '{resource.Name}'.");
            }

            var names = resource.Env.Where(v => secrets.Contains(v.Value)).Select(v => v.Key).ToHashSet(StringComparer.Ordinal);
            File.WriteAllText(file, string.Join('\n', File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n').Select(line => Line(line, names, resource))));
            done.AddRange(names.Select(name => $"{resource.Name}.{name}"));
        }

        return done;
    }

    private static string Line(string line, HashSet<string> secrets, ManifestResource resource) => ConfigMapLiteral.Parse(line) switch
    {
        null => line,
        var (name, _) when secrets.Contains(name) => ConfigMapLiteral.Line(name, ParameterValues.FromSecret),
        (WorkloadBuilder.ListensOn, _) when resource.IsProject => ConfigMapLiteral.Line(WorkloadBuilder.ListensOn, WorkloadBuilder.ListeningAddress(resource)),

        // In quotes it comes from our own generator, which escapes nothing.
        var (name, value) => ConfigMapLiteral.IsQuoted(line) ? line : ConfigMapLiteral.Line(name, WebUtility.HtmlDecode(value)),
    };
}
