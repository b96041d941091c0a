using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Schemas;

/// <summary>The validation itself: each kind of mistake is found at its field, by the packages' schemas and by those of the shared folder.</summary>
public sealed class BadObjectTests(BadObjects objects) : IClassFixture<BadObjects>
{
    public static TheoryData<string> EachMistake => [.. BadObjects.All.Keys];

    [Theory]
    [MemberData(nameof(EachMistake))]
    public void Packages_Mistake_IsFound(string mistake) => Assert.Contains(objects.ByPackages, problem => BadObjects.Is(problem, mistake));

    [Theory]
    [MemberData(nameof(EachMistake))]
    public void SharedFolder_Mistake_IsFound(string mistake)
    {
        Assert.SkipUnless(objects.ByFiles is not null, "there is no ../shared/schemas");
        Assert.SkipWhen(BadObjects.All[mistake].OnlyPackages, "the shared folder has no schema of this kind");

        Assert.Contains(objects.ByFiles, problem => BadObjects.Is(problem, mistake));
    }

    [Fact]
    public void BothSchemas_GoodSample_IsValid()
    {
        Assert.DoesNotContain(objects.ByPackages, problem => problem.File.EndsWith("application.yaml", StringComparison.Ordinal) || problem.File.EndsWith("cluster.yaml", StringComparison.Ordinal));
        Assert.DoesNotContain(objects.ByFiles ?? [], problem => problem.File.EndsWith("application.yaml", StringComparison.Ordinal) || problem.File.EndsWith("cluster.yaml", StringComparison.Ordinal));
    }
}

/// <summary>Objects with one mistake each, validated all at once.</summary>
public sealed class BadObjects : IAsyncLifetime
{
    /// <summary>By what is wrong: the object, the field where it is found, and whether only the packages have its schema.</summary>
    internal static readonly IReadOnlyDictionary<string, (string Text, string Path, bool OnlyPackages)> All = new Dictionary<string, (string, string, bool)>(StringComparer.Ordinal)
    {
        ["unknown field"] = (Deployment("replcas: 2"), "/spec/replcas", false),
        ["unknown field, deep"] = (Pod("livenessProbe: {httpGet: {port: 1, paht: /}}"), "/spec/containers/0/livenessProbe/httpGet/paht", false),
        ["unknown field of the metadata"] = ("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: x, labls: {}}", "/metadata/labls", false),
        ["wrong type"] = (Deployment("replicas: \"2\""), "/spec/replicas", false),
        ["missing field"] = ("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{image: x}]}", "/spec/containers/0", false),
        ["null"] = (Pod("command: null"), "/spec/containers/0/command", false),
        ["bad quantity"] = (Pod("resources: {limits: {cpu: 1 core}}"), "/spec/containers/0/resources/limits/cpu", false),
        ["bad quantity of memory"] = (Pod("resources: {limits: {memory: 1GiB}}"), "/spec/containers/0/resources/limits/memory", false),
        ["bad port"] = (Pod("livenessProbe: {tcpSocket: {port: true}}"), "/spec/containers/0/livenessProbe/tcpSocket/port", false),
        ["number as environment"] = (Pod("env: [{name: A, value: 1}]"), "/spec/containers/0/env/0/value", false),
        ["number as ConfigMap value"] = ("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {A: 1}", "/data/A", false),
        ["duplicate key"] = ("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  A: a\n  A: b", "", false),
        ["text that YAML 1.1 takes for a boolean"] = ("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {A: on}", "", false),
        ["unknown kind"] = ("apiVersion: v1\nkind: Pood\nmetadata: {name: x}", "", true),
        ["retired version"] = ("apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: x}", "", true),
        ["field of another autoscaling version"] = ("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: x}\nspec: {scaleTargetRef: {kind: a, name: b}, maxReplicas: 1, targetCPUUtilizationPercentage: 1}", "/spec/targetCPUUtilizationPercentage", false),
        ["unknown field of an issuer"] = ("apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: x}\nspec: {acme: {server: a, emial: b, privateKeySecretRef: {name: c}}}", "/spec/acme/emial", true),
        ["missing field of an issuer"] = ("apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: x}\nspec: {acme: {server: a}}", "/spec/acme", true),
        ["unknown field of a gateway"] = ("apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: x}\nspec: {gatewayClassName: a, listeners: [{name: a, port: 1, protocol: HTTP, host: b}]}", "/spec/listeners/0/host", true),
        ["wrong type of a route"] = ("apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: x}\nspec: {rules: [{backendRefs: [{name: a, port: http}]}]}", "/spec/rules/0/backendRefs/0/port", true),
        ["unknown field of an alert rule"] = ("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: x}\nspec: {groups: [{name: a, rules: [{expr: a, summary: b}]}]}", "", false),
    };

    private readonly TemporaryFolder _folder = new();

    internal IReadOnlyList<SchemaProblem> ByPackages { get; private set; } = [];

    internal IReadOnlyList<SchemaProblem>? ByFiles { get; private set; }

    internal static bool Is(SchemaProblem problem, string mistake) =>
        Path.GetFileName(problem.File) == FileName(mistake) && (All[mistake].Path.Length == 0 || problem.Path == All[mistake].Path);

    public async ValueTask InitializeAsync()
    {
        var files = All.Select(mistake => _folder.Write(FileName(mistake.Key), mistake.Value.Text)).ToList();
        files.Add(Repository.PathOf("tests/Canopy.Deployment.Tests/Samples/application.yaml"));
        files.Add(Repository.PathOf("tests/Canopy.Deployment.Tests/Samples/cluster.yaml"));
        ByPackages = await Validator.WithPackagesAsync(files);
        ByFiles = Repository.SharedSchemas is { } schemas ? await Validator.WithFilesAsync(schemas, files) : null;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string FileName(string mistake) => mistake.Replace(' ', '-').Replace(",", string.Empty, StringComparison.Ordinal) + ".yaml";

    private static string Deployment(string field) =>
        $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: x}}\nspec:\n  {field}\n  selector: {{}}\n  template: {{spec: {{containers: [{{name: a}}]}}}}";

    private static string Pod(string field) => $"apiVersion: v1\nkind: Pod\nmetadata: {{name: x}}\nspec:\n  containers:\n  - name: a\n    {field}";
}
