using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Tests.Manifests;

public sealed class ManifestReaderTests
{
    [Theory]
    [InlineData("{", "manifest: is not valid JSON: ")]
    [InlineData("[]", "$: must be an object, and is [].")]
    [InlineData("{}", "resources: is missing; this is no Aspire manifest.")]
    [InlineData("""{"resources":[]}""", "resources: must be an object, and is [].")]
    [InlineData("""{"resources":{"a":{}}}""", "resources.a.type: is missing.")]
    [InlineData("""{"resources":{"a":{"type":1}}}""", "resources.a.type: must be a text, and is 1.")]
    [InlineData("""{"resources":{"a_b":{"type":"x"}}}""", "resources.a_b: a name has 1 to 63 letters, digits and hyphens, and begins with a letter.")]
    [InlineData("""{"resources":{"../a":{"type":"x"}}}""", "resources.../a: a name has 1 to 63 letters, digits and hyphens, and begins with a letter.")]
    [InlineData("""{"resources":{"a":{"type":"container.v0"}}}""", "resources.a.image: is missing; a container.v0 has an image.")]
    [InlineData("""{"resources":{"a":{"type":"container.v0","image":"i","args":["x",2]}}}""", "resources.a.args[1]: must be a text, and is 2.")]
    [InlineData("""{"resources":{"a":{"type":"container.v0","image":"i","env":{"A B":"x"}}}}""", "resources.a.env.A B: the name of a variable has letters, digits, '_', '.' and '-' only.")]
    [InlineData("""{"resources":{"a":{"type":"container.v0","image":"i","env":{"A":"x","A":"y"}}}}""", "manifest: is not valid JSON: ")]
    [InlineData("""{"resources":{"a":{"type":"container.v0","image":"i","bindings":{"t":{"scheme":"tcp","targetPort":70000}}}}}""", "resources.a.bindings.t.targetPort: must be a port from 1 to 65535, and is 70000.")]
    [InlineData("""{"resources":{"a":{"type":"container.v0","image":"i","bindings":{"t":{"scheme":"tcp","protocol":"sctp"}}}}}""", "resources.a.bindings.t.protocol: 'sctp' is not one of tcp, udp.")]
    [InlineData("""{"resources":{"a":{"type":"container.v0","image":"i","bindings":{"t":{}}}}}""", "resources.a.bindings.t.scheme: is missing.")]
    [InlineData("""{"resources":{"a":{"type":"container.v0","image":"i","volumes":[{"name":"v"}]}}}""", "resources.a.volumes[0].target: is missing.")]
    [InlineData("""{"resources":{"a":{"type":"parameter.v0","value":"{a.inputs.value}"}}}""", "resources.a.inputs.value: is missing.")]
    [InlineData("""{"resources":{"a":{"type":"parameter.v0","inputs":{"value":{"type":"string","secret":"yes"}}}}}""", "resources.a.inputs.value.secret: must be true or false, and is \"yes\".")]
    public void Read_Damaged_NamesTheFieldAndWhatIsAccepted(string text, string expected)
    {
        var problem = Assert.Throws<ManifestException>(() => ManifestReader.Read(text));

        Assert.StartsWith(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFile_Missing_NamesTheFile()
    {
        var problem = Assert.Throws<ManifestException>(() => ManifestReader.ReadFile("/nowhere/manifest.json"));

        Assert.StartsWith("/nowhere/manifest.json: the manifest cannot be read: ", problem.Message, StringComparison.Ordinal);
    }
}
