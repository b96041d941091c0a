using Canopy.Kubernetes.Tests.Support;
using Canopy.Testing;

namespace Canopy.Kubernetes.Tests.Overlays;

/// <summary>What an environment says comes out of its overlay, and nothing of it out of another's.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SampleAppHost _appHost = new();

    public EnvironmentTests() => GoldenBase.WriteBuiltin(_folder["aspirate-output"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ManagedRedis_OnlyAnAddress_NothingOfTheCacheIsDeployed()
    {
        _appHost.Environment("dev").ManagedRedis("redis.example.com:6380,ssl=true");
        _appHost.Backend.Kubernetes(k =>
        {
            SampleAppHost.BackendFacts(k);
            k.Setting("ConnectionStrings__cache", "cache:6379");
        });

        var objects = await BuildAsync("dev");

        Assert.DoesNotContain("kind: StatefulSet", objects, StringComparison.Ordinal);
        Assert.DoesNotContain("name: cache\n", objects, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__cache: redis.example.com:6380,ssl=true", objects, StringComparison.Ordinal);
        Assert.Contains("name: managed-redis", objects, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_OfOneEnvironment_ChangesTheNameOfItsConfigMapsOnly()
    {
        _appHost.Environment("dev");
        _appHost.Environment("staging").Setting("LOG_LEVEL", "debug");

        var dev = await BuildAsync("dev");
        var staging = await BuildAsync("staging");

        Assert.DoesNotContain("LOG_LEVEL", dev, StringComparison.Ordinal);
        Assert.Equal(2, staging.Split("LOG_LEVEL: debug").Length - 1);
        Assert.NotEqual(ConfigMapOf(dev), ConfigMapOf(staging));
    }

    [Fact]
    public async Task Autoscale_InOneEnvironment_KeepsWhatIsTheSame()
    {
        _appHost.Environment("prod").For(_appHost.Web, k => k.Autoscale(2, 10, cpu: 70, memory: 80, ScaleDown.PodsAMinute(1)));

        var prod = await BuildAsync("prod");

        Assert.Contains("averageUtilization: 70", prod, StringComparison.Ordinal);
        Assert.Contains("- periodSeconds: 60\n        type: Pods\n        value: 1\n      stabilizationWindowSeconds: 300", prod, StringComparison.Ordinal);
        Assert.Contains("- periodSeconds: 60\n        type: Pods\n        value: 2\n      stabilizationWindowSeconds: 60", prod, StringComparison.Ordinal);
        Assert.DoesNotContain("type: Percent", prod, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replicas_InsteadOfAnAutoscaler_OwnTheNumberOfPods()
    {
        _appHost.Environment("quarantine").For(_appHost.Web, k => k.Replicas(1).NoDisruptionBudget());

        var quarantine = await BuildAsync("quarantine");

        Assert.DoesNotContain("HorizontalPodAutoscaler", quarantine, StringComparison.Ordinal);
        Assert.Contains("replicas: 1\n  revisionHistoryLimit", quarantine, StringComparison.Ordinal);
        Assert.Equal(2, quarantine.Split("kind: PodDisruptionBudget").Length - 1);
    }

    [Fact]
    public void Write_WhatWasGeneratedBefore_IsGoneAndWhatPeopleWroteStays()
    {
        _appHost.Environment("dev");
        Directory.CreateDirectory(_folder["deploy/overlays/gone"]);
        Directory.CreateDirectory(_folder["deploy/cluster"]);

        _appHost.Write(_folder["aspirate-output"], _folder["deploy"]);

        Assert.False(Directory.Exists(_folder["deploy/overlays/gone"]));
        Assert.True(Directory.Exists(_folder["deploy/cluster"]));
    }

    private static string ConfigMapOf(string objects) => objects.Split('\n').First(l => l.StartsWith("  name: web-config-", StringComparison.Ordinal));

    private Task<string> BuildAsync(string environment)
    {
        _appHost.Write(_folder["aspirate-output"], _folder["deploy"]);
        return Kubectl.KustomizeAsync(_folder[$"deploy/overlays/{environment}"]);
    }
}
