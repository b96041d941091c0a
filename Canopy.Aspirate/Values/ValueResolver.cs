using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Values;

/// <summary>Turns the expressions of a manifest into texts; how a parameter or an address looks is the deployment's business.</summary>
internal abstract class ValueResolver(Manifest manifest)
{
    private const int MaxDepth = 32;

    /// <summary>What an expression comes to.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="field">Where it stands in the manifest, for errors.</param>
    /// <exception cref="ManifestException">It refers to something that the manifest does not have, or to itself.</exception>
    public string Resolve(string expression, string field) => Resolve(expression, field, depth: 0);

    /// <summary>Text of the AppHost, outside of references.</summary>
    protected virtual string Literal(string text) => text;

    /// <summary>Value of a parameter.</summary>
    protected abstract string Parameter(ManifestResource parameter, string field);

    /// <summary>Value of an annotated string.</summary>
    protected abstract string Annotated(ManifestResource annotated, Reference reference, string field);

    /// <summary>Part of an address.</summary>
    protected abstract string Binding(ManifestResource resource, ManifestBinding binding, string property, string field);

    /// <summary>Part of a resource that is not deployed.</summary>
    protected abstract string Undeployed(ManifestResource resource, Reference reference, string field);

    private string Resolve(string expression, string field, int depth) => depth > MaxDepth
        ? throw new ManifestException(field, $"'{expression}' refers to itself.")
        : Reference.Replace(expression, Literal, reference => Resolve(reference, field, depth));

    private string Resolve(Reference reference, string field, int depth)
    {
        var resource = manifest.Find(reference.Resource)
            ?? throw new ManifestException(field, $"refers to '{reference.Resource}', which is not in the manifest; it has: {string.Join(", ", manifest.Resources.Select(r => r.Name))}.");
        if (!resource.IsWorkload && !resource.IsValue)
        {
            return Undeployed(resource, reference, field);
        }

        return reference.Path.Split('.') switch
        {
            ["connectionString"] when resource.ConnectionString is { } expression => Resolve(expression, $"resources.{resource.Name}.connectionString", depth + 1),
            ["value"] when resource.Type is "annotated.string" => Annotated(resource, reference, field),
            ["value"] when resource.Input is not null => Parameter(resource, field),
            ["value"] when resource.Value is { } expression => Resolve(expression, $"resources.{resource.Name}.value", depth + 1),
            ["inputs", "value"] when resource.Input is not null => Parameter(resource, field),
            ["bindings", var name, var property] when resource.Bindings.FirstOrDefault(b => b.Name == name) is { } binding => Binding(resource, binding, property, field),
            ["bindings", ..] => throw new ManifestException(field, $"{reference.Text} is not there; '{resource.Name}' has the bindings: {Names(resource)}."),
            _ => throw new ManifestException(field, $"{reference.Text} is not there; '{resource.Name}' is of type {resource.Type}."),
        };
    }

    private static string Names(ManifestResource resource) => resource.Bindings.Count == 0 ? "none" : string.Join(", ", resource.Bindings.Select(b => b.Name));
}
