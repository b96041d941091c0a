using System.Xml.Linq;
using Canopy.Testing;

namespace Canopy.Kubernetes.Tests.Overlays;

/// <summary>What environments that are brought out by versions ask for.</summary>
public sealed class ReleaseTests
{
    [Theory]
    [InlineData("prod")]
    [InlineData("quarantine")]
    public void Images_OfAReleasedEnvironment_AreOfTheSourcesVersion(string environment)
    {
        var version = XDocument.Load(Path.Combine(Programs.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

        var tags = File.ReadLines(Path.Combine(Programs.Root, "deploy", "overlays", environment, "kustomization.yaml")).Where(l => l.Contains("newTag:", StringComparison.Ordinal));

        Assert.Equal([$"  newTag: v{version}", $"  newTag: v{version}"], tags);
    }
}
