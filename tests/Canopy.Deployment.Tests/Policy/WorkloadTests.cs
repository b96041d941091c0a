using Canopy.Deployment.Tests.Built;
using Canopy.Deployment.Tests.Rules;

namespace Canopy.Deployment.Tests.Policy;

/// <summary>Section 1 of the specification: workloads.</summary>
public sealed class WorkloadTests(BuiltTrees trees) : IClassFixture<BuiltTrees>
{
    private static readonly string[] Programs = ["web", "backend"];

    public static TheoryData<string> EachEnvironment => BuiltTrees.EachEnvironment;

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S00_Objects_NeedNothingNewerThanKubernetes130(string environment)
    {
        string[] served =
        [
            "v1", "apps/v1", "autoscaling/v2", "batch/v1", "networking.k8s.io/v1", "policy/v1", "rbac.authorization.k8s.io/v1", "scheduling.k8s.io/v1", "storage.k8s.io/v1",
            "admissionregistration.k8s.io/v1", "cert-manager.io/v1", "gateway.networking.k8s.io/v1",
        ];
        var deployed = trees.Environment(environment);

        Assert.All(deployed.Objects.Concat(deployed.Cluster), item => Assert.Contains(item.Text("apiVersion"), served));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    [InlineData("prod")]
    public void K8S01_Web_StartsWithTwoReplicasThatTheAutoscalerOwns(string environment)
    {
        var deployed = trees.Environment(environment);
        var web = deployed.Pods("web");

        Assert.Null(web.Object.At("spec.replicas"));
        Assert.Equal(2, deployed.Replicas(web).Least);
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S01_Programs_AreReplacedOneByOneWithoutAGap(string environment) => Assert.All(Programs, name =>
        Check.Fields(trees.Environment(environment).Pods(name).Object.Node, name,
            ("spec.strategy.type", "RollingUpdate"), ("spec.strategy.rollingUpdate.maxSurge", "1"), ("spec.strategy.rollingUpdate.maxUnavailable", "0"), ("spec.revisionHistoryLimit", "5")));

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S02_Web_HasTheSpecifiedResources(string environment) => Check.Amounts(trees.Environment(environment).Pods("web").Main, "web",
        ("resources.requests.cpu", "250m"), ("resources.requests.memory", "512Mi"), ("resources.limits.cpu", "1000m"), ("resources.limits.memory", "1Gi"));

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S03_WebProbes_HaveTheSpecifiedTimes(string environment)
    {
        var web = trees.Environment(environment).Pods("web").Main;

        Check.Probe(web, "livenessProbe", "/healthz", delay: 30, period: 30, timeout: 5, failures: 3);
        Check.Probe(web, "readinessProbe", "/readyz", delay: 10, period: 10, timeout: 3, failures: 3);
        Check.Probe(web, "startupProbe", "/healthz", delay: 0, period: 2, timeout: web.Number("startupProbe.timeoutSeconds") ?? 1, failures: 30);
    }

    [Theory]
    [InlineData("dev", 2)]
    [InlineData("staging", 2)]
    [InlineData("prod", 2)]
    [InlineData("exp", 1)]
    [InlineData("quarantine", 1)]
    public void K8S04_Backend_HasTheSpecifiedReplicas(string environment, int replicas)
    {
        var deployed = trees.Environment(environment);

        Assert.Equal((replicas, replicas), deployed.Replicas(deployed.Pods("backend")));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S04_Backend_HasTheSpecifiedResourcesAndProbes(string environment)
    {
        var backend = trees.Environment(environment).Pods("backend").Main;

        Check.Amounts(backend, "backend", ("resources.requests.cpu", "500m"), ("resources.requests.memory", "512Mi"), ("resources.limits.cpu", "2000m"), ("resources.limits.memory", "2Gi"));
        Check.Fields(backend, "backend", ("livenessProbe.httpGet.path", "/healthz"), ("readinessProbe.httpGet.path", "/readyz"));
        // A long restore of a checkpoint: 30 times 10 seconds.
        Assert.Equal((30, 10), (backend.Number("startupProbe.failureThreshold"), backend.Number("startupProbe.periodSeconds")));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S06_Pods_AreLockedDown(string environment) => Assert.All(trees.Environment(environment).Workloads, workload =>
    {
        var user = workload.Name == "cache" ? "999" : "1000";
        Check.Fields(workload.Pod, workload.Name,
            ("securityContext.runAsNonRoot", "true"), ("securityContext.runAsUser", user), ("securityContext.fsGroup", user),
            ("securityContext.seccompProfile.type", "RuntimeDefault"), ("automountServiceAccountToken", "false"));
        Assert.All(workload.AllContainers, container =>
        {
            Check.Fields(container, workload.Name, ("securityContext.allowPrivilegeEscalation", "false"), ("securityContext.readOnlyRootFilesystem", "true"));
            Assert.Equal(["ALL"], container.Texts("securityContext.capabilities.drop"));
            Assert.Equal(user, container.Text("securityContext.runAsUser") ?? user);
        });
    });

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S06_Pods_WriteToEmptyFoldersOnly(string environment) => Assert.All(trees.Environment(environment).Workloads, workload =>
    {
        var empty = workload.Pod.Items("volumes").Where(volume => volume.Has("emptyDir")).Select(volume => volume.Text("name")).ToList();
        var mounted = workload.Main.Items("volumeMounts").Where(mount => empty.Contains(mount.Text("name"))).Select(mount => mount.Text("mountPath"));

        // Redis has no folder of the program's; its data is a claim.
        Assert.Equal(workload.Name == "cache" ? ["/tmp"] : ["/app/logs", "/tmp"], mounted.Order(StringComparer.Ordinal));
    });

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S06_Pods_PassPodSecurityRestricted(string environment) => Assert.Empty(PodSecurityRules.Restricted(trees.Environment(environment)));

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S06_ServiceAccounts_MountNoToken(string environment) =>
        Assert.All(trees.Environment(environment).Of("ServiceAccount"), account => Check.Fields(account.Node, account.Name, ("automountServiceAccountToken", "false")));

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S07_Programs_SleepThenDrainWithinTheirGrace(string environment) => Assert.All(Programs, name =>
    {
        var workload = trees.Environment(environment).Pods(name);

        Check.Fields(workload.Pod, name, ("terminationGracePeriodSeconds", "30"));
        Check.Fields(workload.Main, name, ("lifecycle.preStop.sleep.seconds", "10"), ("lifecycle.preStop.exec", null));
    });

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S08_Programs_KnowTheirPod(string environment) => Assert.All(Programs, name =>
    {
        var variables = trees.Environment(environment).Pods(name).Main.Items("env").ToDictionary(variable => variable.Text("name")!, variable => variable.Text("valueFrom.fieldRef.fieldPath"), StringComparer.Ordinal);

        Assert.Equal("metadata.name", variables["POD_NAME"]);
        Assert.Equal("metadata.namespace", variables["POD_NAMESPACE"]);
    });

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S09_Programs_TakeOneConfigMapAndOneSecret(string environment) => Assert.All(Programs, name =>
    {
        var sources = trees.Environment(environment).Pods(name).Main.Items("envFrom").ToList();

        // kustomize's hash: other content is another name, and another name rolls the pods.
        Assert.Matches($"^{name}-config-[a-z0-9]{{10}}$", Assert.Single(sources, source => source.Has("configMapRef")).Text("configMapRef.name"));
        Assert.Equal($"{name}-secrets", Assert.Single(sources, source => source.Has("secretRef")).Text("secretRef.name"));
        Assert.Equal(2, sources.Count);
    });

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S09_CacheFiles_RollThePodWhenTheyChange(string environment)
    {
        var files = trees.Environment(environment).Pods("cache").Pod.Items("volumes").Select(volume => volume.Text("configMap.name")).OfType<string>();

        Assert.All(files, name => Assert.Matches("^cache-config-[a-z0-9]{10}$", name));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S10_Programs_AreScraped(string environment) => Assert.All(Programs, name =>
    {
        var workload = trees.Environment(environment).Pods(name);

        Assert.Equal("true", workload.Annotations["prometheus.io/scrape"]);
        Assert.Equal("/metrics", workload.Annotations["prometheus.io/path"]);
        // Metrics are for monitoring: the port that the Ingress leads to is another.
        Assert.Equal("9090", workload.Annotations["prometheus.io/port"]);
        Assert.Equal(9090, workload.PortNumber("management"));
    });

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S11_Programs_SpreadOverNodesAndZones(string environment) => Assert.All(Programs, name =>
    {
        var pod = trees.Environment(environment).Pods(name).Pod;

        Assert.Contains(pod.Items("affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution"), term => term.Text("podAffinityTerm.topologyKey") == "kubernetes.io/hostname");
        Assert.Contains(pod.Items("topologySpreadConstraints"), constraint => constraint.Text("topologyKey") == "topology.kubernetes.io/zone");
    });

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S12_Cache_HasTheSpecifiedResourcesAndDisk(string environment)
    {
        var cache = trees.Environment(environment).Pods("cache");

        Assert.Equal("StatefulSet", cache.Object.Kind);
        Check.Fields(cache.Object.Node, "cache", ("spec.replicas", "1"), ("spec.volumeClaimTemplates.0.spec.storageClassName", "fast-ssd"), ("spec.volumeClaimTemplates.0.spec.resources.requests.storage", "10Gi"));
        Check.Amounts(cache.Main, "cache", ("resources.requests.cpu", "100m"), ("resources.requests.memory", "256Mi"), ("resources.limits.cpu", "500m"), ("resources.limits.memory", "512Mi"));
        Assert.Matches("redis:(?:[7-9]|[1-9][0-9])(?:[.-]|$|@)", cache.Main.Text("image"));
        Assert.Contains(cache.Main.Items("volumeMounts"), mount => mount.Text("mountPath") == "/data" && mount.Text("name") == cache.Object.Text("spec.volumeClaimTemplates.0.metadata.name"));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S12_CacheProbes_TellALockedOrLoadingRedisFromAReadyOne(string environment)
    {
        var cache = trees.Environment(environment).Pods("cache").Main;
        var readiness = string.Join(' ', cache.Texts("readinessProbe.exec.command"));

        Assert.Equal((10, 20), (cache.Number("livenessProbe.initialDelaySeconds"), cache.Number("livenessProbe.periodSeconds")));
        Assert.Equal(6379, trees.Environment(environment).Pods("cache").PortNumber(cache.Text("livenessProbe.tcpSocket.port")));
        // Plain `ping` exits with 0 on NOAUTH and LOADING.
        Assert.Matches(@"redis-cli\b.* -e ping$", readiness);
        Assert.Contains("REDISCLI_AUTH", readiness + string.Join(' ', cache.Items("env").Select(variable => variable.Text("name"))), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"redis-cli\b.*\s(?:-a|--pass)\b", readiness);
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S12_Cache_KeepsWhatItIsGivenAndSaysWhenItIsFull(string environment)
    {
        var deployed = trees.Environment(environment);
        var settings = RedisSettings(deployed);

        Assert.Equal("yes", settings["appendonly"]);
        Assert.Equal("noeviction", settings["maxmemory-policy"]);
        Assert.InRange(Megabytes(settings["maxmemory"]), 1, Quantity.Parse(deployed.Pods("cache").Main.Text("resources.limits.memory")!) / (1024 * 1024) - 1);
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S12_CachePassword_ComesFromTheSecretAndIsInNoCommandLine(string environment)
    {
        var cache = trees.Environment(environment).Pods("cache");

        Assert.Contains(cache.Main.Items("envFrom"), source => source.Text("secretRef.name") == "cache-secrets");
        Assert.DoesNotContain("requirepass", string.Join(' ', cache.Main.Texts("command").Concat(cache.Main.Texts("args"))), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S13_Services_HaveTheSpecifiedPorts(string environment) => Assert.All([("web", 8050), ("backend", 8000), ("cache", 6379)], expected =>
    {
        var (name, port) = expected;
        var deployed = trees.Environment(environment);
        var service = deployed.One("Service", name);
        var headless = deployed.One("Service", $"{name}-headless");

        Assert.Equal("ClusterIP", service.Text("spec.type") ?? "ClusterIP");
        Assert.Equal([port.ToString()], service.Items("spec.ports").Select(item => item.Text("port")));
        Assert.Equal("None", headless.Text("spec.clusterIP"));
        Assert.Equal(service.Map("spec.selector"), headless.Map("spec.selector"));
    });

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S13_Web_KeepsASocketsClientWithItsPod(string environment)
    {
        var deployed = trees.Environment(environment);

        Assert.True(deployed.One("Service", "web").Text("spec.sessionAffinity") == "ClientIP"
            || deployed.Find("Ingress", "web")?.Annotations.GetValueOrDefault("nginx.ingress.kubernetes.io/affinity") == "cookie");
    }

    /// <summary>Settings from the configuration file, or from the command line.</summary>
    private static Dictionary<string, string> RedisSettings(Deployed deployed)
    {
        var cache = deployed.Pods("cache");
        var files = cache.Pod.Items("volumes").Select(volume => volume.Text("configMap.name")).OfType<string>()
            .SelectMany(name => deployed.One("ConfigMap", name).Map("data")).Where(file => file.Key.EndsWith(".conf", StringComparison.Ordinal)).SelectMany(file => file.Value.Split('\n'));
        var arguments = string.Join(' ', cache.Main.Texts("args")).Split("--", StringSplitOptions.RemoveEmptyEntries);
        return files.Concat(arguments).Select(line => line.Trim().Split(' ', 2)).Where(parts => parts.Length == 2 && !parts[0].StartsWith('#'))
            .GroupBy(parts => parts[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);
    }

    /// <summary>Redis' own units: mb is of 1024.</summary>
    private static decimal Megabytes(string text) => decimal.Parse(text.Replace("mb", string.Empty, StringComparison.OrdinalIgnoreCase));
}
