using System.Net;
using System.Text.Json.Nodes;
using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>Somebody who may talk to somebody: a pod, or an address outside of the cluster.</summary>
/// <param name="Name">For people.</param>
/// <param name="Namespace">Null outside of the cluster.</param>
/// <param name="Labels">The pod's.</param>
/// <param name="Address">Outside of the cluster.</param>
/// <param name="Ports">Names of the pod's ports, with their numbers.</param>
internal sealed record Peer(string Name, string? Namespace, IReadOnlyDictionary<string, string> Labels, IPAddress? Address, IReadOnlyDictionary<string, int> Ports)
{
    public static Peer Pod(string name, string space, params (string Key, string Value)[] labels) =>
        new(name, space, labels.ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal), null, new Dictionary<string, int>());

    public static Peer Pod(Workload workload, string space) => new(workload.Name, space, workload.Labels, null,
        workload.Ports.Where(port => port.Has("name")).ToDictionary(port => port.Text("name")!, port => port.Number("containerPort") ?? 0, StringComparer.Ordinal));

    public static Peer Outside(string name, string address) => new(name, null, new Dictionary<string, string>(), IPAddress.Parse(address), new Dictionary<string, int>());

    public override string ToString() => Name;
}

/// <summary>One way that is open.</summary>
internal sealed record Way(string From, string To, string Protocol, int Port)
{
    public override string ToString() => $"{From} -> {To} {Protocol} {Port}";
}

/// <summary>
/// Evaluates NetworkPolicies as the API defines them (https://kubernetes.io/docs/concepts/services-networking/network-policies/): a pod
/// that no policy selects for a direction is open in it; one that is selected is closed but for the union of the policies' rules; a
/// connection needs the egress of its source and the ingress of its target.
/// </summary>
internal sealed class NetworkSimulator(IEnumerable<KubeObject> policies)
{
    private readonly List<KubeObject> _policies = [.. policies.Where(item => item.Kind == "NetworkPolicy")];

    /// <summary>What the policies of the source say.</summary>
    public bool LetsOut(Peer from, Peer to, string protocol, int port) => IsLet("Egress", from, to, to, protocol, port);

    /// <summary>What the policies of the target say.</summary>
    public bool LetsIn(Peer from, Peer to, string protocol, int port) => IsLet("Ingress", to, from, to, protocol, port);

    private bool IsLet(string direction, Peer self, Peer other, Peer target, string protocol, int port)
    {
        if (self.Namespace is null)
            return true;
        var applying = _policies
            .Where(policy => policy.Namespace == self.Namespace && LabelSelector.Matches(policy.At("spec.podSelector"), self.Labels) && Types(policy).Contains(direction, StringComparer.Ordinal))
            .ToList();
        var (rules, peers) = direction == "Ingress" ? ("spec.ingress", "from") : ("spec.egress", "to");
        return applying.Count == 0
            || applying.SelectMany(policy => policy.Items(rules).Select(rule => (policy, rule)))
                .Any(pair => HasPort(pair.rule, target, protocol, port) && (!pair.rule.Items(peers).Any() || pair.rule.Items(peers).Any(peer => IsPeer(peer, pair.policy.Namespace!, other))));
    }

    private static IEnumerable<string> Types(KubeObject policy) => policy.Items("spec.policyTypes").Any()
        ? policy.Node.Texts("spec.policyTypes")
        : policy.At("spec.egress") is null ? ["Ingress"] : ["Ingress", "Egress"];

    private static bool HasPort(JsonNode rule, Peer target, string protocol, int port) => !rule.Items("ports").Any() || rule.Items("ports").Any(candidate =>
        (candidate.Text("protocol") ?? "TCP") == protocol
        && (!candidate.Has("port")
            || (candidate.Number("port") is { } number
                ? port >= number && port <= (candidate.Number("endPort") ?? number)
                : target.Ports.TryGetValue(candidate.Text("port")!, out var named) && named == port)));

    private static bool IsPeer(JsonNode peer, string space, Peer other)
    {
        if (peer.At("ipBlock") is { } block)
        {
            // Whether an address of a pod counts is the network plugin's choice: outside addresses alone are sure.
            return other.Address is not null && Contains(block.Text("cidr")!, other.Address) && !block.Texts("except").Any(except => Contains(except, other.Address));
        }
        if (other.Namespace is null)
            return false;
        var spaceLabels = SpaceLabels(other.Namespace);
        var inSpace = peer.At("namespaceSelector") is { } selector ? LabelSelector.Matches(selector, spaceLabels) : other.Namespace == space;
        return inSpace && (!peer.Has("podSelector") || LabelSelector.Matches(peer.At("podSelector"), other.Labels));
    }

    /// <summary>Labels of a namespace: the API server's own, and on ours the one that the overlays give.</summary>
    private static Dictionary<string, string> SpaceLabels(string space)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["kubernetes.io/metadata.name"] = space };
        if (space.StartsWith("canopy-", StringComparison.Ordinal))
            labels["app.kubernetes.io/part-of"] = "canopy";
        return labels;
    }

    private static bool Contains(string cidr, IPAddress address) => IPNetwork.Parse(cidr).Contains(address);
}
