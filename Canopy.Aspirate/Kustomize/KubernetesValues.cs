using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Values;

namespace Canopy.Aspirate.Kustomize;

/// <summary>Values as a pod sees them: services by their names.</summary>
/// <remarks>As Aspirate has it, an https address is empty, because no certificate is there, and every other scheme is http.</remarks>
internal sealed class KubernetesValues(Manifest manifest, ParameterValues parameters, List<string> warnings) : ValueResolver(manifest)
{
    protected override string Parameter(ManifestResource parameter, string field) => parameters.Of(parameter);

    protected override string Annotated(ManifestResource annotated, Reference reference, string field) => Undeployed(annotated, reference, field);

    protected override string Binding(ManifestResource resource, ManifestBinding binding, string property, string field) => property switch
    {
        "host" => ResourceNames.Label(resource.Name),
        "port" => $"{binding.ServicePort}",
        "targetPort" => $"{binding.ContainerPort}",
        "hostAndPort" => $"{ResourceNames.Label(resource.Name)}:{binding.ServicePort}",
        "url" => binding.IsHttps ? string.Empty : $"http://{ResourceNames.Label(resource.Name)}:{binding.ServicePort}",
        "scheme" => binding.IsHttps ? string.Empty : "http",
        "tlsEnabled" => binding.IsHttps ? "True" : "False",
        _ => throw new ManifestException(field, $"'{property}' of the binding '{binding.Name}' is not one of url, host, port, targetPort, hostAndPort, scheme, tlsEnabled."),
    };

    protected override string Undeployed(ManifestResource resource, Reference reference, string field)
    {
        warnings.Add($"{field}: {reference.Text} is left as it is; the type {resource.Type} of '{resource.Name}' has no place in the cluster.");
        return reference.Text;
    }
}
