using Canopy.Deployment.Tests.Built;
using Canopy.Deployment.Tests.Rules;

namespace Canopy.Deployment.Tests.Policy;

/// <summary>Section 3 of the specification: network.</summary>
public sealed class NetworkTests(BuiltTrees trees) : IClassFixture<BuiltTrees>
{
    private const string Nginx = "nginx.ingress.kubernetes.io/";

    public static TheoryData<string> EachEnvironment => BuiltTrees.EachEnvironment;

    [Theory]
    [InlineData("dev", "canopy-dev.example.com", "letsencrypt-staging")]
    [InlineData("staging", "canopy-staging.example.com", "letsencrypt-prod")]
    [InlineData("prod", "canopy.example.com", "letsencrypt-prod")]
    [InlineData("quarantine", "canopy-quarantine.example.com", "letsencrypt-prod")]
    public void K8S30_Ingress_HasItsHostAndCertificate(string environment, string host, string issuer)
    {
        var ingress = trees.Environment(environment).One("Ingress", "web");

        Check.Fields(ingress.Node, "web",
            ("spec.ingressClassName", "nginx"), ("spec.rules.0.host", host), ("spec.tls.0.hosts.0", host), ("spec.tls.0.secretName", "web-tls"),
            ("spec.rules.0.http.paths.0.path", "/"), ("spec.rules.0.http.paths.0.pathType", "Prefix"));
        Assert.Equal(issuer, ingress.Annotations["cert-manager.io/cluster-issuer"]);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    [InlineData("prod")]
    [InlineData("quarantine")]
    public void K8S30_Ingress_LetsASocketLiveForAnHour(string environment)
    {
        var annotations = trees.Environment(environment).One("Ingress", "web").Annotations;

        Assert.Equal("3600", annotations[$"{Nginx}proxy-read-timeout"]);
        Assert.Equal("3600", annotations[$"{Nginx}proxy-send-timeout"]);
        Assert.Equal("1.1", annotations[$"{Nginx}proxy-http-version"]);
        Assert.Equal("web", annotations[$"{Nginx}websocket-services"]);
        Assert.Equal("cookie", annotations[$"{Nginx}affinity"]);
        // The heartbeat keeps the idle socket: it must be far below the proxy's patience.
        Assert.Equal("30", Config(trees.Environment(environment), "web")["WEBSOCKET_HEARTBEAT_INTERVAL"]);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    [InlineData("prod")]
    [InlineData("quarantine")]
    public void K8S30_Ingress_RedirectsLimitsAndAllowsItsOwnOriginAlone(string environment)
    {
        var ingress = trees.Environment(environment).One("Ingress", "web");
        var annotations = ingress.Annotations;

        Assert.Equal("true", annotations[$"{Nginx}ssl-redirect"]);
        Assert.Equal("100", annotations[$"{Nginx}limit-rps"]);
        Assert.Equal("true", annotations[$"{Nginx}enable-cors"]);
        Assert.Equal($"https://{ingress.Text("spec.rules.0.host")}", annotations[$"{Nginx}cors-allow-origin"]);
        // Snippets are switched off in safe controllers, and security headers are the program's own.
        Assert.DoesNotContain(annotations.Keys, key => key.Contains("snippet", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(BuiltTrees.EachCluster), MemberType = typeof(BuiltTrees))]
    public void K8S30_Issuers_AreStagingAndProduction(string cluster)
    {
        var issuers = trees.Cluster(cluster).Where(item => item.Kind == "ClusterIssuer").ToDictionary(item => item.Name, StringComparer.Ordinal);

        Assert.Equal("https://acme-staging-v02.api.letsencrypt.org/directory", issuers["letsencrypt-staging"].Text("spec.acme.server"));
        Assert.Equal("https://acme-v02.api.letsencrypt.org/directory", issuers["letsencrypt-prod"].Text("spec.acme.server"));
        Assert.All(issuers.Values, issuer =>
        {
            Assert.Contains(issuer.Items("spec.acme.solvers"), solver => solver.Has("http01"));
            Assert.Contains('@', issuer.Text("spec.acme.email")!);
        });
    }

    /// <summary>A certificate comes only when the authority's question reaches the solver through the same door as people do.</summary>
    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S30_Solver_IsReachedThroughTheEnvironmentsOwnDoor(string environment) => Assert.Empty(RouteRules.CertificatesCanBeIssued(trees.Environment(environment)));

    [Fact]
    public void K8S31_Gateway_IsTheIngressEqual()
    {
        var deployed = trees.Environment("exp");
        var gateway = deployed.One("Gateway", "web");
        var route = deployed.One("HTTPRoute", "web");
        var https = Assert.Single(gateway.Items("spec.listeners"), listener => listener.Text("protocol") == "HTTPS");

        Assert.Empty(deployed.Of("Ingress"));
        Check.Fields(https, "web", ("hostname", "canopy-exp.example.com"), ("port", "443"), ("tls.certificateRefs.0.name", "web-tls"));
        Assert.Equal(["canopy-exp.example.com"], route.Node.Texts("spec.hostnames"));
        Check.Fields(route.Node, "web", ("spec.rules.0.backendRefs.0.name", "web"), ("spec.rules.0.backendRefs.0.port", "8050"), ("spec.rules.0.timeouts.request", "3600s"));
    }

    [Fact]
    public void K8S31_Gateway_RedirectsPlainHttp()
    {
        var deployed = trees.Environment("exp");
        var http = Assert.Single(deployed.One("Gateway", "web").Items("spec.listeners"), listener => listener.Text("protocol") == "HTTP");

        Assert.Contains(deployed.Of("HTTPRoute"), route => route.Text("spec.parentRefs.0.sectionName") == http.Text("name")
            && route.Items("spec.rules").SelectMany(rule => rule.Items("filters")).Any(filter => filter.Text("requestRedirect.scheme") == "https"));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S31_Environment_HasOneDoor(string environment)
    {
        var deployed = trees.Environment(environment);

        Assert.Equal(1, deployed.Of("Ingress").Count() + deployed.Of("Gateway").Count());
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S32_DefaultDeny_IsOfAllPodsAndBothWays(string environment)
    {
        var policy = trees.Environment(environment).One("NetworkPolicy", "default-deny");

        Assert.Equal("{}", policy.At("spec.podSelector")!.ToJsonString());
        Assert.Equal(["Egress", "Ingress"], policy.Node.Texts("spec.policyTypes").Order(StringComparer.Ordinal));
        Assert.Null(policy.At("spec.ingress"));
        Assert.Null(policy.At("spec.egress"));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S32_NetworkPolicies_OpenWhatIsNeededAndNothingElse(string environment) =>
        Assert.Empty(NetworkRules.OpenWhatIsNeededAndNothingElse(trees.Environment(environment)));

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    [InlineData("prod")]
    [InlineData("quarantine")]
    public void K8S32_Https_IsClosedWhereNothingIsSwitchedOn(string environment) =>
        Assert.DoesNotContain(trees.Environment(environment).Of("NetworkPolicy").SelectMany(policy => policy.Items("spec.egress")).SelectMany(rule => rule.Items("to")), peer => peer.Has("ipBlock"));

    [Theory]
    [MemberData(nameof(BuiltTrees.EachCluster), MemberType = typeof(BuiltTrees))]
    public void K8S32_MonitoringNamespace_IsClosedButForTelemetry(string cluster)
    {
        var simulator = new NetworkSimulator(trees.Cluster(cluster).Where(item => item.Namespace == "canopy-monitoring"));
        var prometheus = Peer.Pod("prometheus", "canopy-monitoring", ("app.kubernetes.io/name", "prometheus"));
        var web = Peer.Pod("web", "canopy-prod", ("app", "web"));
        var stranger = Peer.Pod("stranger", "default", ("app", "web"));

        Assert.True(simulator.LetsIn(web, prometheus, "TCP", 4317));
        Assert.True(simulator.LetsIn(web, prometheus, "TCP", 4318));
        Assert.False(simulator.LetsIn(web, prometheus, "TCP", 9090));
        Assert.False(simulator.LetsIn(stranger, prometheus, "TCP", 4317));
        Assert.False(simulator.LetsOut(prometheus, Peer.Outside("internet", "203.0.113.7"), "TCP", 443));
    }

    [Theory]
    [MemberData(nameof(BuiltTrees.EachCluster), MemberType = typeof(BuiltTrees))]
    public void K8S33_Monitoring_MayScrapeEveryEnvironment(string cluster)
    {
        var simulator = new NetworkSimulator(trees.Cluster(cluster).Where(item => item.Namespace == "canopy-monitoring"));
        var prometheus = Peer.Pod("prometheus", "canopy-monitoring", ("app.kubernetes.io/name", "prometheus"));

        Assert.All(BuiltTrees.Environments, name =>
        {
            Assert.True(simulator.LetsOut(prometheus, Peer.Pod("web", $"canopy-{name}", ("app", "web")), "TCP", 9090));
            Assert.False(simulator.LetsOut(prometheus, Peer.Pod("web", $"canopy-{name}", ("app", "web")), "TCP", 8050));
        });
    }

    [Fact]
    public void K8S33_Exp_HasRelaxedEgressAndFewReplicas()
    {
        var exp = trees.Environment("exp");
        var simulator = new NetworkSimulator(exp.Objects);
        var web = Peer.Pod(exp.Pods("web"), exp.Namespace);

        Assert.True(simulator.LetsOut(web, Peer.Outside("internet", "203.0.113.7"), "TCP", 443));
        Assert.False(simulator.LetsOut(web, Peer.Outside("metadata", "169.254.169.254"), "TCP", 443));
        Assert.False(simulator.LetsOut(web, Peer.Outside("private", "10.96.0.1"), "TCP", 443));
        Assert.All(["web", "backend"], name => Assert.InRange(exp.Replicas(exp.Pods(name)).Greatest, 1, 2));
    }

    [Fact]
    public void K8S33_Quarantine_IsAReadOnlyArchiveOfOneReplica()
    {
        var quarantine = trees.Environment("quarantine");

        Assert.Empty(quarantine.Of("HorizontalPodAutoscaler"));
        Assert.All(quarantine.Workloads, workload => Assert.Equal((1, 1), quarantine.Replicas(workload)));
        Assert.All(["web", "backend"], name => Assert.Equal("true", Config(quarantine, name)["CANOPY_READ_ONLY"]));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    [InlineData("prod")]
    [InlineData("exp")]
    public void K8S33_OtherEnvironments_AreWritten(string environment) =>
        Assert.All(["web", "backend"], name => Assert.Equal("false", Config(trees.Environment(environment), name).GetValueOrDefault("CANOPY_READ_ONLY", "false")));

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S33_Environment_HasACacheOfItsOwn(string environment)
    {
        var deployed = trees.Environment(environment);

        Assert.Equal(deployed.Namespace, deployed.Pods("cache").Object.Namespace);
        Assert.All(["web", "backend"], name => Assert.Equal("cache:6379", Config(deployed, name)["ConnectionStrings__cache"]));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S34_Workloads_HaveAccountsOfTheirOwnWithoutRights(string environment)
    {
        var deployed = trees.Environment(environment);
        var bound = deployed.Objects.Concat(deployed.Cluster).Where(item => item.Kind is "RoleBinding" or "ClusterRoleBinding")
            .SelectMany(item => item.Items("subjects")).Where(subject => subject.Text("kind") == "ServiceAccount").Select(subject => subject.Text("name"));

        Assert.All(deployed.Workloads, workload =>
        {
            Assert.Equal(workload.Name, workload.Pod.Text("serviceAccountName"));
            Assert.DoesNotContain(workload.Name, bound);
        });
        Assert.All(["web", "backend"], name => Assert.NotEmpty(deployed.One("ServiceAccount", name).Items("imagePullSecrets")));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S34_Deployer_MayDoARolloutAndNotReadSecrets(string environment)
    {
        var rules = trees.Environment(environment).One("Role", "deployer").Items("rules").ToList();

        Assert.Contains(rules, rule => rule.Texts("resources").Contains("deployments") && rule.Texts("verbs").Contains("patch"));
        Assert.DoesNotContain(rules, rule => rule.Texts("resources").Any(resource => resource is "secrets" or "pods/exec" or "pods/attach" or "serviceaccounts/token"));
        Assert.DoesNotContain(rules, rule => rule.Texts("apiGroups").Contains("rbac.authorization.k8s.io") && rule.Texts("verbs").Any(verb => verb is not ("get" or "list" or "watch")));
        Assert.DoesNotContain(rules, rule => rule.Texts("verbs").Any(verb => verb is "delete" or "deletecollection"));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S34_Nobody_IsClusterAdmin(string environment)
    {
        var deployed = trees.Environment(environment);

        Assert.Empty(AccessRules.RightsAreNamed(deployed).Concat(AccessRules.BindingsAreMet(deployed)));
        Assert.Empty(deployed.Of("ClusterRoleBinding"));
    }

    internal static IReadOnlyDictionary<string, string> Config(Deployed deployed, string program)
    {
        var name = deployed.Pods(program).Main.Items("envFrom").Select(source => source.Text("configMapRef.name")).OfType<string>().Single();
        return deployed.One("ConfigMap", name).Map("data");
    }
}
