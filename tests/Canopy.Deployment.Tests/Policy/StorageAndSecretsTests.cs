using Canopy.Deployment.Tests.Built;
using Canopy.Deployment.Tests.Rules;

namespace Canopy.Deployment.Tests.Policy;

/// <summary>Section 4 of the specification: storage, configuration, secrets.</summary>
public sealed class StorageAndSecretsTests(BuiltTrees trees) : IClassFixture<BuiltTrees>
{
    public static TheoryData<string> EachEnvironment => BuiltTrees.EachEnvironment;

    [Theory]
    [MemberData(nameof(BuiltTrees.EachCluster), MemberType = typeof(BuiltTrees))]
    public void K8S40_StorageClasses_AreBothThereAndGrow(string cluster)
    {
        var classes = trees.Cluster(cluster).Where(item => item.Kind == "StorageClass").ToList();

        Assert.Equal(["fast-ssd", "standard-db"], classes.Select(item => item.Name).Order(StringComparer.Ordinal));
        Assert.All(classes, item => Check.Fields(item.Node, item.Name, ("volumeBindingMode", "WaitForFirstConsumer"), ("allowVolumeExpansion", "true")));
    }

    [Theory]
    [InlineData("kind", "rancher.io/local-path")]
    [InlineData("minikube", "k8s.io/minikube-hostpath")]
    [InlineData("eks", "ebs.csi.aws.com")]
    [InlineData("gke", "pd.csi.storage.gke.io")]
    public void K8S40_Provisioner_IsTheClusters(string cluster, string provisioner) =>
        Assert.All(trees.Cluster(cluster).Where(item => item.Kind == "StorageClass"), item => Check.Fields(item.Node, item.Name, ("provisioner", provisioner)));

    /// <summary>Google encrypts every disk, and local clusters have none to encrypt; EKS must be told.</summary>
    [Fact]
    public void K8S40_EksDisks_AreEncrypted() =>
        Assert.All(trees.Cluster("eks").Where(item => item.Kind == "StorageClass"), item => Check.Fields(item.Node, item.Name, ("parameters.encrypted", "true")));

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S41_Web_HasEveryKey(string environment)
    {
        var config = NetworkTests.Config(trees.Environment(environment), "web");

        Assert.Equal(environment, config["CASCOR_ENV"]);
        Assert.Equal("false", config["CASCOR_DEBUG"]);
        Assert.Equal("false", config["CASCOR_DEMO_MODE"]);
        Assert.NotEmpty(config["LOG_LEVEL"]);
        Assert.Equal("30", config["WEBSOCKET_HEARTBEAT_INTERVAL"]);
        Assert.Equal("50", config["WEBSOCKET_MAX_CONNECTIONS"]);
        Assert.Equal("http://backend:8000", config["CASCOR_BACKEND_URL"]);
        Assert.Equal(("8050", "9090"), (config["HTTP_PORTS"], config["MANAGEMENT_PORT"]));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S41_Backend_HasTheKeysThatItHonours(string environment)
    {
        var config = NetworkTests.Config(trees.Environment(environment), "backend");

        Assert.Equal((environment, "false", "false"), (config["CASCOR_ENV"], config["CASCOR_DEBUG"], config["CASCOR_DEMO_MODE"]));
        Assert.NotEmpty(config["LOG_LEVEL"]);
        Assert.Equal(("8000", "9090"), (config["HTTP_PORTS"], config["MANAGEMENT_PORT"]));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S41_Programs_TrustForwardedHeadersOfKnownProxiesOnly(string environment) => Assert.All(["web", "backend"], name =>
    {
        var config = NetworkTests.Config(trees.Environment(environment), name);

        Assert.DoesNotContain("ASPNETCORE_FORWARDEDHEADERS_ENABLED", config.Keys);
        Assert.DoesNotContain("ASPNETCORE_ENVIRONMENT", config.Keys);
        Assert.DoesNotContain("ASPNETCORE_URLS", config.Keys);
    });

    [Theory]
    [InlineData("web-secrets", "deployment/web", "JWT_SECRET_KEY REDIS_PASSWORD", "CANOPY_ACCOUNTS JWT_SECRET_KEY_PREVIOUS LOG_API_KEY")]
    [InlineData("backend-secrets", "deployment/backend", "JWT_SECRET_KEY REDIS_PASSWORD", "JWT_SECRET_KEY_PREVIOUS LOG_API_KEY")]
    [InlineData("cache-secrets", "statefulset/cache", "REDIS_PASSWORD", "REDIS_PASSWORD_PREVIOUS")]
    public void K8S42_Secrets_HaveTheKeysThatTheProgramsRead(string name, string workload, string required, string optional)
    {
        var plan = trees.Environment("prod").Secrets[name];

        Assert.Equal(workload, plan.Workload);
        Assert.Equal(required, string.Join(' ', plan.Keys.Where(key => key.Value).Select(key => key.Key).Order(StringComparer.Ordinal)));
        Assert.Equal(optional, string.Join(' ', plan.Keys.Where(key => !key.Value).Select(key => key.Key).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(EachEnvironment))]
    public void K8S42_BuiltObjects_HoldNoSecret(string environment)
    {
        var deployed = trees.Environment(environment);

        Assert.Empty(deployed.Of("Secret"));
        Assert.Empty(SecretValueRules.AreNowhere(deployed));
    }

    [Fact]
    public void K8S42_GeneratedFiles_HoldNoSecret()
    {
        var files = new[] { "deploy", "aspirate-output", "compose" }.SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories));
        var found = from file in files
                    from line in File.ReadAllLines(file).Select((text, index) => (Text: text, Number: index + 1))
                    where SecretValueRules.LooksSecret(string.Empty, line.Text)
                    select $"{Path.GetRelativePath(Repository.PathOf("."), file)}:{line.Number}";

        Assert.Empty(found);
    }

    [Fact]
    public void K8S43_EnvExample_ListsEveryKeyOnceWithoutAValue()
    {
        var lines = File.ReadAllLines(Repository.PathOf("deploy/.env.example")).Where(line => line.Length > 0 && !line.StartsWith('#')).ToList();
        var keys = trees.Environment("prod").Secrets.Values.SelectMany(plan => plan.Keys.Keys).Distinct(StringComparer.Ordinal);

        Assert.All(lines, line => Assert.EndsWith("=", line, StringComparison.Ordinal));
        Assert.Equal(keys.Order(StringComparer.Ordinal), lines.Select(line => line[..^1]).Order(StringComparer.Ordinal));
    }

    /// <summary>While a secret is rotated, the old and the new one are both valid, or sessions are cut.</summary>
    [Theory]
    [InlineData("web-secrets", "JWT_SECRET_KEY_PREVIOUS")]
    [InlineData("backend-secrets", "JWT_SECRET_KEY_PREVIOUS")]
    [InlineData("cache-secrets", "REDIS_PASSWORD_PREVIOUS")]
    public void K8S43_Rotation_HasAPlaceForTheSecretBefore(string name, string key) => Assert.False(trees.Environment("prod").Secrets[name].Keys[key]);
}
