using Aspire.Hosting;
using Canopy.Kubernetes.Tests.Support;

namespace Canopy.Kubernetes.Tests.Facts;

/// <summary>What does not fit is said when deploy/ is written, and not by the cluster.</summary>
public sealed class FactErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SampleAppHost _appHost = new();

    public FactErrorTests() => GoldenBase.WriteBuiltin(_folder["base"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Probe_OnAPortThatIsNotThere_NamesThePortsThatAre()
        => Fails(() => _appHost.Web.Kubernetes(k => SampleAppHost.Sized(k).Liveness("/healthz", port: "htp").Readiness("/readyz")), "Kubernetes: 'web' has no port 'htp'; it has http.");

    [Fact]
    public void Resource_OfWhichNothingIsSaid_IsNamed()
        => Fails(() => _appHost.Backend.Resource.Annotations.Remove(_appHost.Backend.Resource.Annotations.OfType<KubernetesAnnotation>().Single()), "Kubernetes: of 'backend' nothing is said; Kubernetes(k => …) says what production needs.");

    [Fact]
    public void Requests_AboveTheLimits_AreRefused()
        => Fails(
            () => _appHost.Web.Kubernetes(k => k.Requests("2", "512Mi").Limits("1000m", "1Gi").Liveness("/healthz").Readiness("/readyz")),
            "Kubernetes: 'web' must have Requests and Limits, the limits not below the requests.");

    [Fact]
    public void Secret_ThatTheModelHasAndNobodyNames_IsNamed()
        => Fails(
            () => _appHost.Backend.Kubernetes(k => SampleAppHost.Sized(k).Liveness("/healthz").Readiness("/readyz").Secrets(new SecretKey("API_KEY", "One."))),
            "Kubernetes: 'backend' gets ConnectionStrings__cache, CACHE_PASSWORD, CACHE_URI from a secret, which Secrets(…) does not name.");

    [Fact]
    public void Ingress_ToWhatIsNotExternal_IsRefused()
        => Fails(
            () => _appHost.Backend.Kubernetes(k =>
            {
                SampleAppHost.BackendFacts(k);
                k.Ingress(1, 1, "1m");
            }),
            "Kubernetes: 'backend' has an Ingress and no external http endpoint; WithExternalHttpEndpoints makes it external.");

    [Fact]
    public void Ingress_OfTwoResources_IsRefused()
    {
        _appHost.Backend.WithExternalHttpEndpoints();

        Fails(
            () => _appHost.Backend.Kubernetes(k =>
            {
                SampleAppHost.BackendFacts(k);
                k.Ingress(1, 1, "1m");
            }),
            "Kubernetes: 'web' has an Ingress, and another resource too; one is where people come in.");
    }

    [Fact]
    public void Storage_OfWhatHasNoVolume_IsRefused()
        => Fails(
            () => _appHost.Web.Kubernetes(k =>
            {
                SampleAppHost.WebFacts(k);
                k.Storage("1Gi", "fast-ssd");
            }),
            "Kubernetes: 'web' has Storage and 0 volumes; it must have one.");

    [Fact]
    public void Environment_WithoutAHost_IsRefused()
        => Fails(() => _appHost.Environment("dev").Host("not a host"), "Kubernetes: the environment 'dev' needs Host(…) with a DNS name; it has 'not a host'.");

    [Fact]
    public void Environment_OfAnUnknownResource_IsRefused()
    {
        var other = DistributedApplication.CreateBuilder().AddRedis("store");

        Fails(() => _appHost.Environment("dev").For(other, k => k.Replicas(1)), "Kubernetes: the environment 'dev' speaks of 'store', which is not deployed; deployed are cache, backend, web.");
    }

    [Fact]
    public void Base_OfAnotherAppHost_IsRefused()
    {
        Directory.Delete(_folder["base/web"], recursive: true);

        Fails(() => { }, $"The base has no {_folder["base/web/deployment.yaml"]}, so it is not of this AppHost, which deploys 'web'. ./canopy generate writes it.");
    }

    [Theory]
    [InlineData("512MB")]
    [InlineData("-1")]
    [InlineData("")]
    public void Amount_ThatIsNone_SaysWhatIsAccepted(string text)
    {
        var error = Assert.Throws<FormatException>(() => new KubernetesWorkload(new WorkloadFacts()).Requests("250m", text));

        Assert.Equal($"'{text}' is no amount; accepted: a number with one of the units m, k, M, G, Ki, Mi, Gi, Ti, such as 250m, 1.5 or 512Mi.", error.Message);
    }

    [Fact]
    public void Bounds_ThatContradict_AreRefused()
    {
        var workload = new KubernetesWorkload(new WorkloadFacts());

        Assert.Throws<ArgumentOutOfRangeException>(() => workload.Autoscale(3, 2, cpu: 60, memory: 80));
        Assert.Throws<ArgumentOutOfRangeException>(() => workload.Replicas(0));
        Assert.Throws<ArgumentException>(() => workload.DisruptionBudget(minAvailable: 1, maxUnavailable: 1));
        Assert.Throws<ArgumentException>(() => workload.DisruptionBudget());
    }

    private void Fails(Action mistake, string message)
    {
        mistake();

        var error = Assert.Throws<DistributedApplicationException>(() => _appHost.Write(_folder["base"], _folder["deploy"]));

        Assert.Equal(message, error.Message);
        Assert.False(Directory.Exists(_folder["deploy"]));
    }
}
