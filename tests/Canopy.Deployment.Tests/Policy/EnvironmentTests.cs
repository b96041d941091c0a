using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Policy;

/// <summary>Section 5 of the specification: environments.</summary>
public sealed class EnvironmentTests(BuiltTrees trees) : IClassFixture<BuiltTrees>
{
    public static TheoryData<string> EachEnvironment => BuiltTrees.EachEnvironment;

    [Fact]
    public void K8S50_Overlays_AreTheSpecifiedOnes() => Assert.Equal(
        BuiltTrees.Environments.Order(StringComparer.Ordinal),
        Directory.GetDirectories(Path.Combine(BuiltTrees.Folder, "overlays")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void K8S50_Clusters_AreTheOnesThatAreChecked() => Assert.Empty(
        Directory.GetFiles(Path.Combine(BuiltTrees.Folder, "cluster"), "kustomization.yaml", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("kind: Kustomization", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Except(BuiltTrees.Clusters, StringComparer.Ordinal));

    [Fact]
    public async Task K8S50_Local_IsDevWithTheImagesThatTheNodeHas()
    {
        var texts = await BuiltTrees.TextsAsync();

        Assert.Contains("imagePullPolicy: Always", texts["overlays/dev"], StringComparison.Ordinal);
        Assert.Equal(texts["overlays/dev"].Replace("imagePullPolicy: Always", "imagePullPolicy: IfNotPresent", StringComparison.Ordinal), texts[BuiltTrees.Local]);
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S50_Namespace_HasItsNameAndThePodSecurityLabels(string environment)
    {
        var space = Assert.Single(trees.Environment(environment).Of("Namespace"));

        Assert.Equal($"canopy-{environment}", space.Name);
        Assert.All(["enforce", "warn", "audit"], mode => Assert.Equal("restricted", space.Labels[$"pod-security.kubernetes.io/{mode}"]));
    }

    [Theory]
    [MemberData(nameof(BuiltTrees.EachCluster), MemberType = typeof(BuiltTrees))]
    public void K8S50_MonitoringNamespace_HasThePodSecurityLabels(string cluster)
    {
        var space = Assert.Single(trees.Cluster(cluster), item => item.Kind == "Namespace");

        Assert.Equal("canopy-monitoring", space.Name);
        Assert.Equal("restricted", space.Labels["pod-security.kubernetes.io/enforce"]);
    }

    [Theory]
    [InlineData("dev", "canopy-dev.example.com")]
    [InlineData("staging", "canopy-staging.example.com")]
    [InlineData("prod", "canopy.example.com")]
    [InlineData("exp", "canopy-exp.example.com")]
    [InlineData("quarantine", "canopy-quarantine.example.com")]
    public void K8S50_Host_IsOneVariableOfTheOverlay(string environment, string host)
    {
        var lines = Directory.GetFiles(Path.Combine(BuiltTrees.Folder, "overlays", environment)).SelectMany(File.ReadAllLines)
            .Where(line => !line.TrimStart().StartsWith('#') && line.Contains("example.com", StringComparison.Ordinal));

        Assert.EndsWith($": {host}", Assert.Single(lines), StringComparison.Ordinal);
        Assert.All(trees.Environment(environment).Objects.SelectMany(Rules.NameRules.Hosts), name => Assert.Equal(host, name));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S50_DemoMode_IsOffWhereThereIsABackend(string environment)
    {
        var deployed = trees.Environment(environment);

        Assert.NotNull(deployed.Find("Deployment", "backend"));
        Assert.All(["web", "backend"], name => Assert.Equal("false", NetworkTests.Config(deployed, name)["CASCOR_DEMO_MODE"]));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S50_Objects_SpeakOfNoOtherEnvironment(string environment)
    {
        var others = BuiltTrees.Environments.Where(name => name != environment).Select(name => $"canopy-{name}").ToList();
        var found = from item in trees.Environment(environment).Objects
                    from scalar in item.Node.Scalars()
                    where others.Any(other => scalar.Text.Contains(other, StringComparison.Ordinal))
                    select $"{item}: {scalar.Path} is '{scalar.Text}'";

        Assert.Empty(found);
    }

    /// <summary>What a component fills in must have been filled in.</summary>
    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S50_Objects_HoldNoPlaceholder(string environment)
    {
        var deployed = trees.Environment(environment);

        Assert.DoesNotContain(deployed.Objects.Concat(deployed.Cluster).SelectMany(item => item.Node.Scalars()),
            scalar => scalar.Text.Contains("from-variables", StringComparison.Ordinal) || scalar.Text.Contains("host.invalid", StringComparison.Ordinal));
        Assert.DoesNotContain(deployed.Objects.Concat(deployed.Cluster), item => item.Name == "variables");
    }

    [Theory]
    [InlineData("staging")]
    [InlineData("prod")]
    [InlineData("quarantine")]
    public void K8S50_Images_AreOfAVersionOrABranchAndNotLatest(string environment) =>
        Assert.DoesNotContain(trees.Environment(environment).Workloads.SelectMany(workload => workload.AllContainers), container => container.Text("image")!.EndsWith(":latest", StringComparison.Ordinal));
}
