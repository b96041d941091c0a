using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>K8S-32: what the model's references need is open, and nothing else.</summary>
internal static class NetworkRules
{
    private const string Monitoring = "canopy-monitoring";

    /// <summary>Every port that somebody of ours listens at, those of the usual attacks, and one that nobody knows.</summary>
    private static readonly (string Protocol, int Port)[] Ports =
    [
        ("TCP", 22), ("TCP", 53), ("UDP", 53), ("TCP", 80), ("TCP", 443), ("TCP", 2379), ("TCP", 4317), ("TCP", 4318), ("TCP", 6379), ("TCP", 6443), ("TCP", 8000),
        ("TCP", 8050), ("TCP", 8089), ("TCP", 9090), ("TCP", 10250), ("TCP", 31337), ("UDP", 31337),
    ];

    public static IEnumerable<string> OpenWhatIsNeededAndNothingElse(Deployed deployed)
    {
        var needed = Needed(deployed);
        return Ways(deployed).SelectMany(way => Problems(way, needed)).Order(StringComparer.Ordinal);
    }

    /// <summary>Each end by itself is as narrow as the table: one that is too wide is found although the other one closes the way.</summary>
    private static IEnumerable<string> Problems((Way Way, bool? LetOut, bool? LetIn) one, HashSet<Way> needed)
    {
        if (needed.Contains(one.Way))
        {
            if (one.LetOut is false || one.LetIn is false)
                yield return $"{one.Way} is needed and not let {(one.LetOut is false ? "out" : "in")}";
            yield break;
        }
        if (one.LetOut is true)
            yield return $"{one.Way} is not needed and let out";
        if (one.LetIn is true)
            yield return $"{one.Way} is not needed and let in";
    }

    /// <summary>Who sends requests into the namespace from outside: the controller of the Ingress, or of the Gateway, whose namespace an overlay names.</summary>
    public static string? EdgeNamespace(Deployed deployed) => deployed.Of("Ingress").Any()
        ? "ingress-nginx"
        : deployed.Of("NetworkPolicy").Where(policy => LabelSelector.Matches(policy.At("spec.podSelector"), SelectorRules.Http01Solver))
            .SelectMany(policy => policy.Items("spec.ingress")).SelectMany(rule => rule.Items("from"))
            .Select(peer => peer.At("namespaceSelector").Map("matchLabels").GetValueOrDefault("kubernetes.io/metadata.name")).FirstOrDefault(name => name is not null);

    /// <summary>Every way from or to our pods; null for the end that is not ours.</summary>
    private static IEnumerable<(Way Way, bool? LetOut, bool? LetIn)> Ways(Deployed deployed)
    {
        var simulator = new NetworkSimulator(deployed.Objects);
        var ours = Ours(deployed).ToList();
        var all = ours.Concat(Others(deployed)).ToList();
        return from source in all
               from target in all
               where source != target && (ours.Contains(source) || ours.Contains(target))
               from port in Ports
               select (new Way(source.Name, target.Name, port.Protocol, port.Port),
                   ours.Contains(source) ? simulator.LetsOut(source, target, port.Protocol, port.Port) : (bool?)null,
                   ours.Contains(target) ? simulator.LetsIn(source, target, port.Protocol, port.Port) : (bool?)null);
    }

    /// <summary>The table of the model's references, written down once more by hand.</summary>
    private static HashSet<Way> Needed(Deployed deployed)
    {
        HashSet<Way> ways =
        [
            new("edge", "web", "TCP", 8050), new("edge", "http01-solver", "TCP", 8089),
            new("web", "backend", "TCP", 8000), new("web", "cache", "TCP", 6379), new("backend", "cache", "TCP", 6379),
        ];
        foreach (var program in new[] { "web", "backend" })
        {
            ways.Add(new("monitoring", program, "TCP", 9090));
            // K8S-33: all of monitoring may scrape.
            ways.Add(new("collector", program, "TCP", 9090));
            // The collector's pods carry no label that every installation has: its namespace and its ports are the condition.
            foreach (var collector in CollectorIsNamed(deployed) ? new[] { "collector" } : ["collector", "monitoring"])
                ways.UnionWith(new[] { 4317, 4318 }.Select(port => new Way(program, collector, "TCP", port)));
        }
        foreach (var pod in Ours(deployed).Select(peer => peer.Name))
        {
            foreach (var target in DnsIsNamed(deployed) ? new[] { "dns" } : ["dns", "kube-system"])
                ways.UnionWith(new[] { "TCP", "UDP" }.Select(protocol => new Way(pod, target, protocol, 53)));
            // K8S-33: in exp people try things out; what they try out may call servers by https.
            if (deployed.Name == "exp" && pod is ("web" or "backend"))
                ways.Add(new(pod, "internet", "TCP", 443));
        }
        return ways;
    }

    private static IEnumerable<Peer> Ours(Deployed deployed) => deployed.Workloads.Select(workload => Peer.Pod(workload, deployed.Namespace))
        .Append(new Peer("http01-solver", deployed.Namespace, SelectorRules.Http01Solver, null, new Dictionary<string, int>()))
        .Append(Peer.Pod("other-pod", deployed.Namespace, ("app", "shell")));

    private static IEnumerable<Peer> Others(Deployed deployed) =>
    [
        Peer.Pod("edge", EdgeNamespace(deployed) ?? "ingress-nginx", ("app.kubernetes.io/name", "ingress-nginx")),
        Peer.Pod("monitoring", Monitoring, ("app.kubernetes.io/name", "prometheus")),
        Peer.Pod("collector", Monitoring, ("app.kubernetes.io/name", "otel-collector")),
        Peer.Pod("dns", "kube-system", ("k8s-app", "kube-dns")),
        Peer.Pod("kube-system", "kube-system", ("k8s-app", "other")),
        Peer.Pod("stranger", "default", ("app", "web"), ("app.kubernetes.io/part-of", "canopy")),
        Peer.Pod("other-web", deployed.Name == "dev" ? "canopy-staging" : "canopy-dev", ("app", "web"), ("app.kubernetes.io/part-of", "canopy")),
        Peer.Pod("other-cache", deployed.Name == "dev" ? "canopy-staging" : "canopy-dev", ("app", "cache"), ("app.kubernetes.io/part-of", "canopy")),
        Peer.Outside("internet", "203.0.113.7"),
        Peer.Outside("metadata", "169.254.169.254"),
        Peer.Outside("private", "10.96.0.1"),
    ];

    private static bool DnsIsNamed(Deployed deployed) => PeersOf(deployed, "kube-system").All(peer => peer);

    private static bool CollectorIsNamed(Deployed deployed) => PeersOf(deployed, Monitoring).All(peer => peer);

    /// <summary>Of every egress peer in a namespace, whether it also names pods.</summary>
    private static IEnumerable<bool> PeersOf(Deployed deployed, string space) => deployed.Of("NetworkPolicy").SelectMany(policy => policy.Items("spec.egress")).SelectMany(rule => rule.Items("to"))
        .Where(peer => peer.At("namespaceSelector").Map("matchLabels").GetValueOrDefault("kubernetes.io/metadata.name") == space).Select(peer => peer.Has("podSelector"));
}
