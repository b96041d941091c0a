namespace Canopy.Kubernetes.Yaml;

/// <summary>What a strategic merge patch must say to make one object of another.</summary>
internal static class Difference
{
    private static readonly string[] Identity = ["apiVersion", "kind", "metadata"];

    /// <summary>The patch with the object's name; null when the two are the same.</summary>
    public static YamlMap? Patch(YamlMap from, YamlMap to)
    {
        if (Between(from, to) is not { } changes)
        {
            return null;
        }

        var patch = Named(to);
        foreach (var (key, value) in changes)
        {
            patch[key] = value;
        }

        return patch;
    }

    /// <summary>The patch that takes an object away.</summary>
    public static YamlMap Deletion(YamlMap of)
    {
        var patch = new YamlMap { ["$patch"] = "delete" };
        foreach (var (key, value) in Named(of))
        {
            patch[key] = value;
        }

        return patch;
    }

    private static YamlMap Named(YamlMap of) => new()
    {
        ["apiVersion"] = of["apiVersion"],
        ["kind"] = of["kind"],
        ["metadata"] = new YamlMap { ["name"] = of.Map("metadata")["name"] },
    };

    private static YamlMap? Between(YamlMap from, YamlMap to)
    {
        var changes = new YamlMap();
        foreach (var (key, value) in to.Where(e => !Identity.Contains(e.Key, StringComparer.Ordinal)))
        {
            var (old, current) = (Plain(from[key]), Plain(value));
            changes[key] = (old, current) switch
            {
                (YamlMap before, YamlMap after) => Between(before, after),
                (YamlList before, YamlList after) when key == "containers" => Containers(before, after),
                _ => AreSame(old, current) ? null : value,
            };
        }

        foreach (var (key, _) in from.Where(e => to[e.Key] is null))
        {
            changes[key] = Removed.Key;
        }

        return changes.Count > 0 ? changes : null;
    }

    /// <summary>A patch finds containers by their names; other lists it replaces.</summary>
    private static YamlList? Containers(YamlList from, YamlList to)
    {
        var changes = new YamlList();
        foreach (var after in to.Cast<YamlMap>())
        {
            var before = from.Cast<YamlMap>().Single(c => Equals(c["name"], after["name"]));
            if (Between(before, after) is { } change)
            {
                var named = new YamlMap { ["name"] = after["name"] };
                foreach (var (key, value) in change)
                {
                    named[key] = value;
                }

                changes.Add(named);
            }
        }

        return changes.Count > 0 ? changes : null;
    }

    private static bool AreSame(object? one, object? other) => (Plain(one), Plain(other)) switch
    {
        (YamlMap a, YamlMap b) => a.Count == b.Count && a.All(e => AreSame(e.Value, b[e.Key])),
        (YamlList a, YamlList b) => a.Count == b.Count && a.Zip(b).All(p => AreSame(p.First, p.Second)),
        var (a, b) => Equals(a, b),
    };

    private static object? Plain(object? value) => value is Noted noted ? noted.Value : value;
}
