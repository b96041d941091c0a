using Canopy.Kubernetes.Yaml;
using YamlDotNet.Serialization;

namespace Canopy.Kubernetes.Tests.Yaml;

/// <summary>What is written is what somebody else's YAML reader reads, and what a person likes to read.</summary>
public sealed class YamlWriterTests
{
    [Fact]
    public void Write_MapsListsAndNotes_LooksAsPeopleWriteIt()
    {
        var document = new YamlMap
        {
            ["kind"] = "Sample",
            ["spec"] = new YamlMap
            {
                ["replicas"] = new Noted("Somebody else owns it.", Removed.Key),
                ["absent"] = null,
                ["empty"] = new YamlMap(),
                ["ports"] = new YamlList { new Noted("The first.", new YamlMap { ["port"] = 80, ["name"] = "http" }), "plain" },
                ["script"] = "one\n\ntwo\n",
            },
        };

        Assert.Equal(
            """
            # A sample.
            kind: Sample
            spec:
              # Somebody else owns it.
              replicas: null
              empty: {}
              ports:
              # The first.
              - port: 80
                name: http
              - plain
              script: |
                one

                two

            """,
            YamlWriter.Write(document, "A sample."));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("3600")]
    [InlineData("1.1")]
    [InlineData("250m")]
    [InlineData("../../up")]
    [InlineData("-c")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("1e3")]
    [InlineData("*")]
    [InlineData("two\nlines")]
    public void Write_Text_IsReadBackAsTheSameText(string text)
    {
        var yaml = YamlWriter.Write(new YamlMap { ["key"] = text, ["list"] = new YamlList { text } });

        var read = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<Dictionary<string, object>>(yaml);
        Assert.Equal(text, read["key"]);
        Assert.Equal([text], (IEnumerable<object>)read["list"]);
    }
}
