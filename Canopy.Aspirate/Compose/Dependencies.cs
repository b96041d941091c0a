using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Values;

namespace Canopy.Aspirate.Compose;

/// <summary>Which workloads refer to which, directly or through values; Compose starts them in that order.</summary>
internal sealed class Dependencies
{
    private readonly Dictionary<string, List<ManifestResource>> _of = new(StringComparer.OrdinalIgnoreCase);

    public Dependencies(Manifest manifest)
    {
        foreach (var resource in manifest.Resources.Where(r => r.IsWorkload))
        {
            _of[resource.Name] = [];
            foreach (var used in Used(manifest, resource))
            {
                // Compose refuses circles; of two that refer to each other, the later one waits.
                if (!Reaches(used, resource))
                {
                    _of[resource.Name].Add(used);
                }
            }
        }
    }

    /// <summary>What the resource needs, in the order of the manifest.</summary>
    public IReadOnlyList<ManifestResource> Of(ManifestResource resource) => _of[resource.Name];

    private static IEnumerable<ManifestResource> Used(Manifest manifest, ManifestResource resource)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        var open = new Stack<string>([.. resource.Env.Select(v => v.Value), .. resource.Args]);
        HashSet<ManifestResource> used = [];
        while (open.TryPop(out var expression))
        {
            foreach (var reference in Reference.In(expression).Where(r => seen.Add(r.Text)))
            {
                if (manifest.Find(reference.Resource) is not { } found)
                {
                    continue;
                }

                if (found.IsWorkload && found != resource)
                {
                    used.Add(found);
                }

                open.Push(reference.Path == "connectionString" ? found.ConnectionString ?? string.Empty : found.IsWorkload ? string.Empty : found.Value ?? string.Empty);
            }
        }

        return manifest.Resources.Where(used.Contains);
    }

    private bool Reaches(ManifestResource from, ManifestResource to) =>
        from == to || (_of.TryGetValue(from.Name, out var further) && further.Any(f => Reaches(f, to)));
}
