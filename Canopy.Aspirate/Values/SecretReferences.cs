using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Values;

/// <summary>Finds out which values of a manifest hold a secret.</summary>
internal sealed class SecretReferences(Manifest manifest)
{
    /// <summary>Whether the expression holds a secret, by itself or through others.</summary>
    public bool Contains(string expression) => Contains(expression, []);

    private bool Contains(string expression, HashSet<string> seen) => Reference.In(expression).Any(r => IsSecret(r, seen));

    private bool IsSecret(Reference reference, HashSet<string> seen)
    {
        if (manifest.Find(reference.Resource) is not { } resource || reference.Path.StartsWith("bindings.", StringComparison.Ordinal))
        {
            return false;
        }

        if (resource.Input is { Secret: true })
        {
            return true;
        }

        var expression = reference.Path == "connectionString" ? resource.ConnectionString : resource.Value;
        return seen.Add(reference.Text) && expression is not null && Contains(expression, seen);
    }
}
