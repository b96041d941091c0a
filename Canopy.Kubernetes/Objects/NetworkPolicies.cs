using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Objects;

/// <summary>Who may call whom: what the model's references say, and monitoring.</summary>
internal static class NetworkPolicies
{
    public static YamlMap Of(Workload workload, IReadOnlyList<Workload> all)
    {
        var ingress = new YamlList();
        var callers = all.Where(w => w.Calls.Contains(workload.Name, StringComparer.Ordinal)).ToArray();
        if (callers.Length > 0)
        {
            ingress.Add(new YamlMap { ["from"] = YamlList.Of(callers.Select(c => Pods(c.Name))), ["ports"] = Ports(workload.Ports.Select(p => p.Number)) });
        }

        if (workload.IsProgram)
        {
            ingress.Add(new YamlMap { ["from"] = new YamlList { Namespace(Conventions.MonitoringNamespace) }, ["ports"] = Ports([Conventions.ManagementPort]) });
        }

        var egress = new YamlList();
        foreach (var called in all.Where(w => workload.Calls.Contains(w.Name, StringComparer.Ordinal)))
        {
            egress.Add(new YamlMap { ["to"] = new YamlList { Pods(called.Name) }, ["ports"] = Ports(called.Ports.Select(p => p.Number)) });
        }

        if (workload.IsProgram)
        {
            egress.Add(new YamlMap { ["to"] = new YamlList { Namespace(Conventions.MonitoringNamespace) }, ["ports"] = Ports(Conventions.OtlpPorts) });
        }

        return Policy(workload.Name, workload.Name, ingress, egress);
    }

    /// <summary>Lets another namespace in, on the ports of a workload.</summary>
    public static YamlMap From(string name, Workload workload, YamlMap source) =>
        Policy(name, workload.Name, [new YamlMap { ["from"] = new YamlList { source }, ["ports"] = Ports(workload.Ports.Select(p => p.Number)) }], []);

    public static YamlMap Namespace(string name) => new()
    {
        ["namespaceSelector"] = new YamlMap { ["matchLabels"] = new YamlMap { ["kubernetes.io/metadata.name"] = name } },
    };

    private static YamlMap Policy(string name, string workload, YamlList ingress, YamlList egress)
    {
        var policy = Metadata.Object("networking.k8s.io/v1", "NetworkPolicy", name);
        var types = new YamlList();
        if (ingress.Count > 0)
        {
            types.Add("Ingress");
        }

        if (egress.Count > 0)
        {
            types.Add("Egress");
        }

        policy["spec"] = new YamlMap
        {
            ["podSelector"] = Metadata.Selector(workload),
            ["policyTypes"] = types,
            ["ingress"] = ingress.Count > 0 ? ingress : null,
            ["egress"] = egress.Count > 0 ? egress : null,
        };
        return policy;
    }

    private static YamlMap Pods(string workload) => new() { ["podSelector"] = Metadata.Selector(workload) };

    private static YamlList Ports(IEnumerable<int> numbers) => YamlList.Of(numbers.Select(n => new YamlMap { ["port"] = n, ["protocol"] = "TCP" }));
}
