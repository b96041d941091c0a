using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>Names that the API server takes, each once, and in the namespace of the environment.</summary>
internal static partial class NameRules
{
    public static IEnumerable<string> AreUnique(Deployed deployed) => deployed.Objects
        .GroupBy(item => $"{item.Group}/{item.Kind} {item.Namespace}/{item.Name}", StringComparer.Ordinal)
        .Where(group => group.Count() > 1)
        .Select(group => $"{group.First()}: is there {group.Count()} times");

    public static IEnumerable<string> OfObjectsAreDnsNames(Deployed deployed)
    {
        foreach (var item in deployed.Objects.Concat(deployed.Cluster))
        {
            // Services and namespaces become labels of a host name; workloads give theirs to pods, whose host name it is.
            var isLabel = item.Kind is "Service" or "Namespace" || Workload.TemplateOf(item) is not null;
            if (item.Group is not "rbac.authorization.k8s.io" && !(isLabel ? IsLabel(item.Name) : IsSubdomain(item.Name)))
                yield return $"{item}: its name is no {(isLabel ? "DNS label (63 letters, digits and '-')" : "DNS name")}";
            foreach (var host in Hosts(item).Where(host => !IsSubdomain(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host)))
                yield return $"{item}: host '{host}' is no DNS name";
        }
    }

    public static IEnumerable<string> OfContainersAndPortsAreLabels(Deployed deployed)
    {
        foreach (var workload in deployed.Workloads)
        {
            var containers = workload.AllContainers.Select(container => container.Text("name") ?? string.Empty).ToList();
            foreach (var name in containers.Where(name => !IsLabel(name)))
                yield return $"{workload}: container name '{name}' is no DNS label";
            foreach (var name in Repeated(containers))
                yield return $"{workload}: container name '{name}' is there twice";
            foreach (var name in workload.Pod.Items("volumes").Select(volume => volume.Text("name") ?? string.Empty).Where(name => !IsLabel(name)))
                yield return $"{workload}: volume name '{name}' is no DNS label";
            foreach (var name in Repeated(workload.Ports.Select(port => port.Text("name") ?? port.Text("containerPort")!)))
                yield return $"{workload}: port '{name}' is there twice";
        }
        foreach (var (owner, name) in PortNames(deployed).Where(port => !IsPortName(port.Name)))
            yield return $"{owner}: port name '{name}' is none (15 small letters, digits and '-', one of them a letter)";
    }

    public static IEnumerable<string> OfLabelsAndAnnotationsAreValid(Deployed deployed)
    {
        foreach (var item in deployed.Objects.Concat(deployed.Cluster))
        {
            var template = Workload.TemplateOf(item);
            foreach (var (key, value) in item.Labels.Concat(template.Map("metadata.labels")))
            {
                if (!IsKey(key) || !LabelValue().IsMatch(value))
                    yield return $"{item}: label '{key}: {value}' is not valid";
            }
            foreach (var key in item.Annotations.Keys.Concat(template.Map("metadata.annotations").Keys).Where(key => !IsKey(key)))
                yield return $"{item}: annotation '{key}' is not valid";
        }
    }

    public static IEnumerable<string> OfNamespacesAreTheEnvironments(Deployed deployed)
    {
        foreach (var item in deployed.Objects)
        {
            if (item.Kind == "Namespace" ? item.Name != deployed.Namespace : item.IsNamespaced ? item.Namespace != deployed.Namespace : item.Namespace is not null)
                yield return $"{item}: is in namespace '{(item.Kind == "Namespace" ? item.Name : item.Namespace)}' and not in '{(item.IsNamespaced || item.Kind == "Namespace" ? deployed.Namespace : string.Empty)}'";
        }
    }

    /// <summary>Host names of an Ingress, a Gateway or an HTTPRoute.</summary>
    public static IEnumerable<string> Hosts(KubeObject item) => item.Kind switch
    {
        "Ingress" => item.Items("spec.rules").Select(rule => rule.Text("host") ?? string.Empty).Concat(item.Items("spec.tls").SelectMany(tls => tls.Texts("hosts"))),
        "Gateway" => item.Items("spec.listeners").Select(listener => listener.Text("hostname")).OfType<string>(),
        "HTTPRoute" => item.Node.Texts("spec.hostnames"),
        _ => [],
    };

    public static bool IsLabel(string name) => Label().IsMatch(name);

    public static bool IsSubdomain(string name) => name.Length <= 253 && name.Split('.').All(IsLabel);

    private static bool IsPortName(string name) =>
        PortName().IsMatch(name) && name.Any(char.IsAsciiLetter) && !name.Contains("--", StringComparison.Ordinal);

    private static bool IsKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return LabelKey().IsMatch(key[(slash + 1)..]) && (slash < 0 || IsSubdomain(key[..slash]));
    }

    private static IEnumerable<(string Owner, string Name)> PortNames(Deployed deployed)
    {
        static IEnumerable<string> Names(IEnumerable<JsonNode> ports) => ports.Select(port => port.Text("name")).OfType<string>();

        return deployed.Workloads.SelectMany(workload => Names(workload.Ports).Select(name => (workload.ToString(), name)))
            .Concat(deployed.Of("Service").SelectMany(service => Names(service.Items("spec.ports")).Select(name => (service.ToString(), name))));
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Label();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex PortName();

    [GeneratedRegex("^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex LabelKey();

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex LabelValue();
}
