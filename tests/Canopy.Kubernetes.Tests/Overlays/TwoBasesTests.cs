using Canopy.Kubernetes.Tests.Support;
using Canopy.Testing;

namespace Canopy.Kubernetes.Tests.Overlays;

/// <summary>Whichever generator wrote the base, the same is deployed.</summary>
public sealed class TwoBasesTests
{
    [Fact]
    public async Task Overlays_OverGenuineAndBuiltinBase_GiveTheSameObjects()
    {
        using var folder = new TemporaryFolder();
        GoldenBase.CopyGenuine(folder["genuine/aspirate-output"]);
        GoldenBase.WriteBuiltin(folder["builtin/aspirate-output"]);

        foreach (var side in (string[])["genuine", "builtin"])
        {
            AppHost().Write(folder[$"{side}/aspirate-output"], folder[$"{side}/deploy"]);
        }

        foreach (var environment in (string[])["dev", "exp"])
        {
            var genuine = await Kubectl.KustomizeAsync(folder[$"genuine/deploy/overlays/{environment}"]);
            Assert.Equal(genuine, await Kubectl.KustomizeAsync(folder[$"builtin/deploy/overlays/{environment}"]));
            Assert.Contains("kind: PodDisruptionBudget", genuine, StringComparison.Ordinal);
            Assert.DoesNotContain("from-secret", genuine, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Generate_Twice_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        GoldenBase.WriteBuiltin(folder["base"]);

        Assert.Equal(AppHost().Generate(folder["base"]), AppHost().Generate(folder["base"]));
    }

    private static SampleAppHost AppHost()
    {
        var appHost = new SampleAppHost();
        appHost.Environment("dev");
        appHost.Environment("exp").Gateway().RelaxedEgress().For(appHost.Web, k => k.Replicas(1).NoDisruptionBudget());
        return appHost;
    }
}
