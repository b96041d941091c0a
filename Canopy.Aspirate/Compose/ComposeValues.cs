using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Values;

namespace Canopy.Aspirate.Compose;

/// <summary>Values as a Compose file has them: services by their names, parameters as variables.</summary>
internal sealed class ComposeValues(Manifest manifest, ComposeVariables variables, List<string> warnings) : ValueResolver(manifest)
{
    private readonly Manifest _manifest = manifest;

    // A single sign would begin a variable.
    protected override string Literal(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    protected override string Parameter(ManifestResource parameter, string field) => variables.Parameter(parameter);

    protected override string Annotated(ManifestResource annotated, Reference reference, string field) =>
        Reference.In(annotated.Value ?? string.Empty).FirstOrDefault() is { } inner && _manifest.Find(inner.Resource) is { Input: not null } parameter
            ? variables.UriEncoded(parameter.Name)
            : throw new ManifestException(field, $"{reference.Text} is no parameter in another form.");

    protected override string Binding(ManifestResource resource, ManifestBinding binding, string property, string field) => property switch
    {
        "host" => ResourceNames.Label(resource.Name),
        "port" or "targetPort" => $"{binding.ContainerPort}",
        "hostAndPort" => $"{ResourceNames.Label(resource.Name)}:{binding.ContainerPort}",
        "url" => binding.IsHttps ? string.Empty : $"{binding.Scheme}://{ResourceNames.Label(resource.Name)}:{binding.ContainerPort}",
        "scheme" => binding.Scheme,
        "tlsEnabled" => binding.IsHttps ? "True" : "False",
        _ => throw new ManifestException(field, $"'{property}' of the binding '{binding.Name}' is not one of url, host, port, targetPort, hostAndPort, scheme, tlsEnabled."),
    };

    protected override string Undeployed(ManifestResource resource, Reference reference, string field)
    {
        warnings.Add($"{field}: {reference.Text} is left as it is; the type {resource.Type} of '{resource.Name}' has no place in a Compose file.");
        return Literal(reference.Text);
    }
}
