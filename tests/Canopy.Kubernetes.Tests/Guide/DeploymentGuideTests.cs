using System.Text.Json;
using Canopy.Kubernetes.Tests.Support;
using Canopy.Testing;

namespace Canopy.Kubernetes.Tests.Guide;

/// <summary>What the guide tells people to type exists, and what can be run here is run.</summary>
public sealed class DeploymentGuideTests
{
    /// <summary>Of the cluster, and not ours.</summary>
    private static readonly string[] OtherNamespaces = ["kube-system", "cert-manager", "ingress-nginx"];

    private static readonly string[] Environments = ["dev", "staging", "prod", "exp", "quarantine"];

    [Fact]
    public async Task Kustomizations_ThatAreApplied_AreBuilt()
    {
        var folders = GuideText.Commands.Select(c => c.After("--kustomize")).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();

        Assert.Superset(new HashSet<string> { "deploy/local", "deploy/overlays/dev", "deploy/overlays/prod", "deploy/cluster/kind", "deploy/cluster/minikube", "deploy/cluster/eks", "deploy/cluster/gke" }, folders.ToHashSet());
        foreach (var folder in folders)
        {
            Assert.Contains("kind: ", await Kubectl.KustomizeAsync(Path.Combine(Programs.Root, folder)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OwnOverlay_OfTheGuide_ChangesTheHostEverywhere()
    {
        using var folder = new TemporaryFolder();
        var deploy = Path.GetRelativePath(folder["my-canopy"], Path.Combine(Programs.Root, "deploy"));
        Directory.CreateDirectory(folder["my-canopy"]);
        await File.WriteAllTextAsync(
            folder["my-canopy/kustomization.yaml"],
            GuideText.Block("# my-canopy/kustomization.yaml").Replace("../canopy/deploy", deploy, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var built = await Kubectl.KustomizeAsync(folder["my-canopy"]);

        Assert.Contains("host: canopy.school.example", built, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", built, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_ThatCommandsName_AreInTheirNamespace()
    {
        var named = 0;
        foreach (var command in GuideText.Commands)
        {
            if (command.After("--namespace") is not { } space || OtherNamespaces.Contains(space, StringComparer.Ordinal))
            {
                continue;
            }

            var installation = await Installation.OfAsync(Environments.Single(e => $"canopy-{e}" == space));
            foreach (var name in command.Where(w => w.Split('/') is ["deployment" or "statefulset" or "service", _]))
            {
                Assert.True(installation.Has(name.Split('/')[0], name.Split('/')[1]), $"{string.Join(' ', command)}: there is no {name} in {space}");
                named++;
            }
        }

        Assert.True(named > 5, "the guide names objects");
    }

    [Fact]
    public void Files_ThatCommandsRead_AreThere()
    {
        var files = GuideText.Commands.Where(c => c[0] == "docker").Select(c => c.After("--file")).OfType<string>().ToArray();

        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(Programs.Root, file)), file));
    }

    [Fact]
    public async Task CanopyCommands_Exist()
    {
        var commands = GuideText.Commands.Where(c => c[0] == "./canopy").Select(c => c.Skip(1).TakeWhile(w => !w.StartsWith('-')).Take(c[1] == "secrets" ? 2 : 1).ToArray());

        foreach (var command in commands.DistinctBy(c => string.Join(' ', c)))
        {
            Assert.Contains("Usage:", await CanopyAsync([.. command, "--help"]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Secrets_AsTheGuideMakesThem_AreCompleteButForWhatOnlyPeopleKnow()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(GuideText.Commands, c => string.Join(' ', c) == "./canopy secrets generate --env-file .env");

        await CanopyAsync("secrets", "generate", "--env-file", folder[".env"]);

        var values = (await File.ReadAllLinesAsync(folder[".env"], TestContext.Current.CancellationToken)).Where(l => l.Contains('=', StringComparison.Ordinal) && !l.StartsWith('#'))
            .Select(l => l.Split('=', 2)).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        Assert.NotEmpty(values["JWT_SECRET_KEY"]);
        Assert.NotEmpty(values["REDIS_PASSWORD"]);
    }

    [Fact]
    public async Task EnvironmentTable_SaysWhatTheOverlaysAre()
    {
        var table = GuideText.Table("## Environments").ToDictionary(r => r[0], r => r[1..], StringComparer.Ordinal);
        Assert.Equal(Environments, table[""]);

        for (var i = 0; i < Environments.Length; i++)
        {
            var installation = await Installation.OfAsync(Environments[i]);
            var usesGateway = installation.Has("Gateway", "web");
            var host = usesGateway ? installation.Field("HTTPRoute", "web", "spec/hostnames/0") : installation.Field("Ingress", "web", "spec/rules/0/host");
            var pods = installation.Field("HorizontalPodAutoscaler", "web", "spec/minReplicas") is { } least
                ? $"{least} to {installation.Field("HorizontalPodAutoscaler", "web", "spec/maxReplicas")}"
                : installation.Field("Deployment", "web", "spec/replicas");
            Assert.Equal(installation.Field("Namespace", "", "metadata/name"), table["namespace"][i]);
            Assert.Equal(host, table["host"][i]);
            Assert.Equal(installation.Field("Deployment", "web", "spec/template/spec/containers/0/image"), $"ghcr.io/canopy/web:{table["image tag"][i]}");
            Assert.Equal(pods, table["web pods"][i]);
            Assert.Equal(installation.Field("Deployment", "backend", "spec/replicas"), table["backend pods"][i]);
            Assert.Equal(usesGateway ? "Gateway" : "Ingress", table["people come by"][i]);
            Assert.Equal(installation.Has("ResourceQuota", "services"), table["quota"][i].Length > 0);
            Assert.Equal(installation.Has("NetworkPolicy", "external-https") ? "https" : "no", table["calls outside"][i]);
        }
    }

    [Fact]
    public async Task Requirements_AreTheSameEverywhere()
    {
        using var requirements = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Programs.Root, "deploy", "requirements.json"), TestContext.Current.CancellationToken));
        var root = requirements.RootElement;
        var table = GuideText.Table("## What a cluster needs").ToDictionary(r => r[0], r => r[1..], StringComparer.Ordinal);

        Assert.StartsWith(root.GetProperty("kubernetes").GetString()!, table["Kubernetes"][0], StringComparison.Ordinal);
        Assert.Equal(root.GetProperty("kubectl").GetString(), table["kubectl"][0]);
        Assert.Contains($"OldestVersion = new({root.GetProperty("kubectl").GetString()!.Replace(".", ", ", StringComparison.Ordinal)})", Source("Canopy.CommandLine/Secrets/Cluster/Prerequisites.cs"), StringComparison.Ordinal);
        Assert.Contains($"kubectl: version {root.GetProperty("kubectl")} or newer", Source("eng/setup.sh"), StringComparison.Ordinal);
        Assert.Equal(Nodes(root.GetProperty("nodes").GetProperty("least")), table["nodes"][0]);
        Assert.Equal(Nodes(root.GetProperty("nodes").GetProperty("advised")), table["nodes"][1]);
        Assert.Equal(string.Join(", ", root.GetProperty("addons").EnumerateArray().Select(a => a.GetString())), table["in the cluster"][0]);
    }

    private static string Source(string path) => File.ReadAllText(Path.Combine(Programs.Root, path));

    private static string Nodes(JsonElement nodes) => $"{nodes.GetProperty("count")} of {nodes.GetProperty("cpus")} CPUs and {nodes.GetProperty("memoryGb")} GB";

    private static Task<string> CanopyAsync(params string[] arguments) => Command.RunAsync(Programs.Root, "dotnet", [Programs.CommandLine, .. arguments]);
}
