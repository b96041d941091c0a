using System.Text;
using Canopy.CasCor.Export.Onnx;

namespace Canopy.CasCor.Tests.Export;

/// <summary>Files that are sound but not ours are refused, and the message says why.</summary>
public sealed class ForeignModelTests
{
    private static readonly TrainedModel Model = Models.Random(ProblemKind.Classification, 2, 1, [Activation.Tanh, Activation.Gaussian], Activation.Sigmoid, seed: 1);

    [Fact]
    public void FromOnnx_FileTouchedByAnotherTool_IsRead()
    {
        // What the Python package adds or changes on the way: its own name, hints of shapes, documentation.
        OnnxModel file = OnnxDecoder.DecodeModel(Model.ToOnnx());
        byte[] written = OnnxEncoder.Encode(file, "another tool", "9.9");
        byte[] documented = [.. written, 0x32, 0x02, (byte)'h', (byte)'i'];

        Assert.Equal(Model.Network.ComputeHash(), TrainedModel.FromOnnx(documented).Network.ComputeHash());
    }

    [Fact]
    public void FromOnnx_WithoutOurMetadata_SaysWhatIsAccepted() => AssertRefused(f => f with { Metadata = [] }, "canopy.model");

    [Fact]
    public void FromOnnx_OtherOpset_SaysWhichIsAccepted() => AssertRefused(f => f with { Opsets = [new OnnxOpset("", 18)] }, "opset 17");

    [Fact]
    public void FromOnnx_OtherOperator_NamesTheNode()
        => AssertRefused(f => f with { Graph = f.Graph with { Nodes = [.. f.Graph.Nodes.Select(n => n.Operator == "Tanh" ? n with { Operator = "Sigmoid" } : n)] } }, "node 3");

    [Fact]
    public void FromOnnx_OneNodeLess_SaysHowMany()
        => AssertRefused(f => f with { Graph = f.Graph with { Nodes = [.. f.Graph.Nodes.SkipLast(1)] } }, "nodes");

    [Fact]
    public void FromOnnx_WeightsMissing_NamesThem()
        => AssertRefused(f => f with { Graph = f.Graph with { Initializers = [.. f.Graph.Initializers.Where(t => t.Name != "hidden.1.weight")] } }, "hidden.1.weight");

    [Fact]
    public void FromOnnx_WeightThatIsNaN_IsRefused()
    {
        static OnnxTensor Spoil(OnnxTensor tensor) => tensor.Name == "output.bias" ? tensor with { RawData = [0, 0, 0xC0, 0x7F] } : tensor;

        AssertRefused(f => f with { Graph = f.Graph with { Initializers = [.. f.Graph.Initializers.Select(Spoil)] } }, "finite");
    }

    [Fact]
    public void FromOnnx_StandardisationThatTheMetadataDoNotHave_IsRefused()
    {
        // The graph would compute something else than the model that its metadata describe.
        static OnnxTensor Spoil(OnnxTensor tensor) => tensor.Name == "input.mean" ? tensor with { RawData = new byte[8] } : tensor;

        AssertRefused(f => f with { Graph = f.Graph with { Initializers = [.. f.Graph.Initializers.Select(Spoil)] } }, "initialiser 0");
    }

    [Fact]
    public void FromOnnx_OperatorOfAnotherDomain_IsRefused()
    {
        byte[] node = OnnxEncoder.Encode(new OnnxNode("n", "Gemm", [], [], [])).Written.ToArray();
        byte[] custom = [.. node, 0x3A, 0x01, (byte)'x'];
        byte[] graph = [0x0A, (byte)custom.Length, .. custom];

        var exception = Assert.Throws<InvalidModelException>(() => TrainedModel.FromOnnx([0x3A, (byte)graph.Length, .. graph]));

        Assert.Contains("field 7 of NodeProto", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "version must be 1")]
    [InlineData("\"format\":\"canopy-model\"", "\"format\":\"other\"", "format must be canopy-model")]
    [InlineData("\"kind\":\"classification\"", "\"kind\":\"ranking\"", "kind must be one of classification, regression")]
    [InlineData("\"kind\":\"classification\"", "\"kind\":\"regression\"", "class_labels")]
    [InlineData("\"inputs\":2", "\"inputs\":0", "inputs must be an integer from 1")]
    [InlineData("\"inputs\":2", "\"inputs\":3", "input_standardisation.means must be a list of 3 numbers")]
    [InlineData("\"inputs\":2", "\"inputs\":2,\"inputs\":2", "damaged")]
    [InlineData("\"inputs\":2", "\"inputs\":2,\"extra\":2", "not known")]
    [InlineData("\"inputs\":2,", "", "inputs is missing")]
    [InlineData("\"activation\":\"tanh\"", "\"activation\":\"Tanh\"", "hidden_units[0].activation must be one of sigmoid, gaussian, tanh, linear, logistic, sine, relu, leaky_relu, softmax")]
    [InlineData("\"activation\":\"tanh\"", "\"activation\":\"softmax\"", "hidden_units[0].activation is softmax")]
    [InlineData("\"layer\":1", "\"layer\":2", "hidden_units[0].layer must be an integer from 1 to 1")]
    [InlineData("\"layer\":1,", "", "hidden_units[0].layer is missing")]
    [InlineData("\"output_weights\":[[", "\"output_weights\":[[1e39,", "output_weights[0] must be a list of 5 numbers")]
    [InlineData("\"output_weights\":[[", "\"output_weights\":[[],[", "output_weights must be a list of 1 rows")]
    [InlineData("\"deviations\":[", "\"deviations\":[0,", "deviations must be a list of 2 numbers")]
    [InlineData("\"activation\":\"tanh\"", "\"\\ud800\":\"tanh\"", "Canopy")]
    [InlineData("\"class_labels\":[", "\"class_labels\":[1,", "class_labels")]
    public void FromJson_OneMistake_NamesFieldAndAcceptedValues(string from, string to, string expected)
    {
        string json = Encoding.UTF8.GetString(Model.ToJson());
        Assert.Contains(from, json, StringComparison.Ordinal);

        var exception = Assert.Throws<InvalidModelException>(() => TrainedModel.FromJson(Encoding.UTF8.GetBytes(json.Replace(from, to, StringComparison.Ordinal))));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromJson_DeviationOfZero_IsRefused()
    {
        string json = """
            {"format":"canopy-model","version":1,"kind":"regression","inputs":1,"outputs":1,"hidden_units":[],"output_activation":"linear","output_weights":[[0,1]],
            "description":{"input_names":[],"output_names":[],"class_labels":[],"input_standardisation":{"means":[0],"deviations":[0]},"target_standardisation":null}}
            """;

        var exception = Assert.Throws<InvalidModelException>(() => TrainedModel.FromJson(Encoding.UTF8.GetBytes(json)));

        Assert.Equal("description.input_standardisation.deviations must be positive throughout.", exception.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"format\":\"Canopy \\ud800\"}")]
    [InlineData("not a model at all")]
    public void Readers_SomethingElse_SayWhatIsAccepted(string text)
    {
        Assert.Contains("Canopy", Assert.Throws<InvalidModelException>(() => TrainedModel.FromJson(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
        Assert.NotEmpty(Assert.Throws<InvalidModelException>(() => TrainedModel.FromOnnx(Encoding.UTF8.GetBytes(text))).Message);
    }

    private static void AssertRefused(Func<OnnxModel, OnnxModel> change, string expected)
    {
        byte[] changed = OnnxEncoder.Encode(change(OnnxDecoder.DecodeModel(Model.ToOnnx())), "Canopy", "0.1.0");

        var exception = Assert.Throws<InvalidModelException>(() => TrainedModel.FromOnnx(changed));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
