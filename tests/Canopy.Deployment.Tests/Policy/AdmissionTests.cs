using System.Text.Json.Nodes;
using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Policy;

/// <summary>K8S-46: the API server refuses what K8S-06 forbids, and takes what we generate.</summary>
public sealed class AdmissionTests(BuiltTrees trees) : IClassFixture<BuiltTrees>
{
    /// <summary>What is done to the pod of web: the field, and its new value as JSON; null takes it away.</summary>
    public static readonly IReadOnlyDictionary<string, (string Path, string? Json)> Forbidden = new Dictionary<string, (string, string?)>(StringComparer.Ordinal)
    {
        ["token"] = ("spec.automountServiceAccountToken", "true"),
        ["token by default"] = ("spec.automountServiceAccountToken", null),
        ["root"] = ("spec.securityContext.runAsNonRoot", "false"),
        ["no security context"] = ("spec.securityContext", null),
        ["container as root"] = ("spec.containers.0.securityContext.runAsNonRoot", "false"),
        ["container as user 0"] = ("spec.containers.0.securityContext.runAsUser", "0"),
        ["escalation"] = ("spec.containers.0.securityContext.allowPrivilegeEscalation", "true"),
        ["escalation by default"] = ("spec.containers.0.securityContext.allowPrivilegeEscalation", null),
        ["capabilities kept"] = ("spec.containers.0.securityContext.capabilities", null),
        ["capability added"] = ("spec.containers.0.securityContext.capabilities.add", "[\"SYS_ADMIN\"]"),
        ["writable root"] = ("spec.containers.0.securityContext.readOnlyRootFilesystem", "false"),
        ["unconfined"] = ("spec.securityContext.seccompProfile.type", "\"Unconfined\""),
        ["container unconfined"] = ("spec.containers.0.securityContext.seccompProfile", "{\"type\":\"Unconfined\"}"),
        ["init container"] = ("spec.initContainers", "[{\"name\":\"i\",\"image\":\"i:1.0\"}]"),
    };

    private static readonly Lazy<Task<IReadOnlyList<Refusal>>> Refusals = new(AskAsync);

    public static TheoryData<string> EachForbidden => [.. Forbidden.Keys];

    [Fact]
    public async Task K8S46_AdmissionPolicies_TakeEveryPodThatWeGenerate()
    {
        var pods = BuiltTrees.Environments.Select(name => trees.Environment(name)).SelectMany(deployed => deployed.Workloads.Select(workload => Admission.PodOf(workload, deployed.Namespace)));

        Assert.Empty(await Admission.AskAsync((await BuiltTrees.TextsAsync())["cluster/kind"], pods));
    }

    [Theory]
    [MemberData(nameof(EachForbidden))]
    public async Task K8S46_AdmissionPolicies_RefuseWhatIsForbidden(string what) => Assert.Contains(await Refusals.Value, refusal => refusal.Pod == Name(what));

    [Fact]
    public async Task K8S46_AdmissionPolicies_LeaveOtherNamespacesAlone() => Assert.DoesNotContain(await Refusals.Value, refusal => refusal.Pod == "elsewhere");

    [Theory]
    [InlineData("latest", true)]
    [InlineData("no-tag", true)]
    [InlineData("branch", true)]
    [InlineData("version", false)]
    [InlineData("digest", false)]
    [InlineData("latest-in-dev", false)]
    public async Task K8S46_ProdImages_HaveADigestOrAVersion(string pod, bool isRefused) =>
        Assert.Equal(isRefused, (await Refusals.Value).Any(refusal => refusal.Pod == pod));

    [Theory]
    [MemberData(nameof(BuiltTrees.EachCluster), MemberType = typeof(BuiltTrees))]
    public void K8S46_AdmissionPolicies_AreInEveryClusterAndDeny(string cluster)
    {
        var objects = trees.Cluster(cluster);
        var policies = objects.Where(item => item.Kind == "ValidatingAdmissionPolicy").ToList();

        Assert.NotEmpty(policies);
        Assert.All(policies, policy =>
        {
            Check.Fields(policy.Node, policy.Name, ("spec.failurePolicy", "Fail"));
            var binding = Assert.Single(objects, item => item.Kind == "ValidatingAdmissionPolicyBinding" && item.Text("spec.policyName") == policy.Name);
            Assert.Equal(["Deny"], binding.Node.Texts("spec.validationActions"));
        });
    }

    private static string Name(string what) => what.Replace(' ', '-');

    private static async Task<IReadOnlyList<Refusal>> AskAsync()
    {
        var texts = await BuiltTrees.TextsAsync();
        var good = Admission.PodOf(new Workload(Yaml.Read(texts["overlays/prod"]).Select(node => new KubeObject(node)).Single(item => item is { Kind: "Deployment", Name: "web" })), "canopy-dev");
        var pods = Forbidden.Select(change => Changed(good, Name(change.Key), "canopy-dev", change.Value.Path, change.Value.Json)).ToList();
        pods.Add(Changed(good, "elsewhere", "default", "spec.securityContext", null));
        foreach (var (name, image, space) in new[]
        {
            ("latest", "ghcr.io/canopy/web:latest", "canopy-prod"), ("no-tag", "ghcr.io/canopy/web", "canopy-prod"), ("branch", "ghcr.io/canopy/web:develop", "canopy-prod"),
            ("version", "ghcr.io/canopy/web:v1.2.3", "canopy-prod"), ("digest", $"ghcr.io/canopy/web@sha256:{new string('a', 64)}", "canopy-prod"), ("latest-in-dev", "ghcr.io/canopy/web:latest", "canopy-dev"),
        })
        {
            pods.Add(Changed(good, name, space, "spec.containers.0.image", $"\"{image}\""));
        }
        return await Admission.AskAsync(texts["cluster/kind"], pods);
    }

    private static JsonObject Changed(JsonObject pod, string name, string space, string path, string? json)
    {
        var copy = pod.DeepClone().AsObject();
        copy["metadata"]!["name"] = name;
        copy["metadata"]!["namespace"] = space;
        var last = path.LastIndexOf('.');
        var parent = copy.At(path[..last])!.AsObject();
        if (json is null)
            parent.Remove(path[(last + 1)..]);
        else
            parent[path[(last + 1)..]] = JsonNode.Parse(json);
        return copy;
    }
}
