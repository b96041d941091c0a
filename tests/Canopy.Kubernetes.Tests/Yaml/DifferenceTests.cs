using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Tests.Yaml;

public sealed class DifferenceTests
{
    [Fact]
    public void Patch_SameObjects_IsNone() => Assert.Null(Difference.Patch(Sample(2, "a"), Sample(2, "a")));

    [Fact]
    public void Patch_OneField_NamesTheObjectAndThatField() => Assert.Equal(
        """
        apiVersion: v1
        kind: Sample
        metadata:
          name: sample
        spec:
          replicas: 3

        """,
        YamlWriter.Write(Difference.Patch(Sample(2, "a"), Sample(3, "a"))!));

    [Fact]
    public void Patch_FieldThatIsGone_TakesItAway() => Assert.Equal(
        """
        apiVersion: v1
        kind: Sample
        metadata:
          name: sample
        spec:
          replicas: null

        """,
        YamlWriter.Write(Difference.Patch(Sample(2, "a"), Sample(null, "a"))!));

    [Fact]
    public void Patch_Container_IsFoundByItsName() => Assert.Equal(
        """
        apiVersion: v1
        kind: Sample
        metadata:
          name: sample
        spec:
          containers:
          - name: one
            image: b

        """,
        YamlWriter.Write(Difference.Patch(Sample(2, "a"), Sample(2, "b"))!));

    private static YamlMap Sample(int? replicas, string image) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Sample",
        ["metadata"] = new YamlMap { ["name"] = "sample" },
        ["spec"] = new YamlMap
        {
            ["replicas"] = replicas,
            ["containers"] = new YamlList { new YamlMap { ["name"] = "one", ["image"] = image, ["args"] = new YamlList { "x" } } },
        },
    };
}
